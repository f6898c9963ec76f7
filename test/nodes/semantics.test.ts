import { describe, expect, test } from "vitest";
import { type End, isAllowed } from "./network/semantics.ts";

const pod = (name: string, labels: Record<string, string>, namespace = "a"): End => ({
  name,
  address: "10.0.0.1",
  pod: { namespace, namespaceLabels: { "kubernetes.io/metadata.name": namespace }, labels, ports: { web: 8080 } },
});
const server = pod("server", { app: "server" });
const friend = pod("friend", { app: "friend" });
const stranger = pod("stranger", { app: "stranger" });
const namesake = pod("namesake", { app: "friend" }, "b");
const outside = (address: string): End => ({ name: address, address });

const policy = (spec: object) => ({ metadata: { namespace: "a" }, spec });
const deny = policy({ podSelector: {}, policyTypes: ["Ingress"] });
const fromFriend = (rule: object) =>
  policy({ podSelector: { matchLabels: { app: "server" } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: "friend" } } }], ...rule }] });

describe("what policies allow", () => {
  test("without one, all", () => expect(isAllowed([], stranger, server, 1)).toBe(true));
  test("a rule without ports opens all of them, to whom it names alone", () => {
    const policies = [deny, fromFriend({})];
    expect([friend, stranger, namesake].map((from) => isAllowed(policies, from, server, 8080))).toEqual([true, false, false]);
  });
  test("a port by name is the target's", () => {
    expect([8080, 8081].map((port) => isAllowed([fromFriend({ ports: [{ port: "web" }] })], friend, server, port))).toEqual([true, false]);
  });
  test("a range of ports, and one of UDP", () => {
    expect([79, 80, 82, 83].map((port) => isAllowed([fromFriend({ ports: [{ port: 80, endPort: 82 }] })], friend, server, port))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isAllowed([fromFriend({ ports: [{ port: 80, protocol: "UDP" }] })], friend, server, 80)).toBe(false);
  });
  test("both ends have to agree", () => {
    const nothingOut = policy({ podSelector: { matchLabels: { app: "friend" } }, policyTypes: ["Egress"] });
    expect(isAllowed([fromFriend({}), nothingOut], friend, server, 80)).toBe(false);
  });
  test("another namespace needs a selector for it", () => {
    const rule = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "b" } }, podSelector: { matchLabels: { app: "friend" } } };
    const policies = [policy({ podSelector: {}, ingress: [{ from: [rule] }] })];
    expect([namesake, friend].map((from) => isAllowed(policies, from, server, 80))).toEqual([true, false]);
  });
  test("a block of addresses, without what it excepts", () => {
    const out = policy({ podSelector: {}, policyTypes: ["Egress"], egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }] }] });
    expect(["203.0.113.7", "10.1.2.3"].map((address) => isAllowed([out], friend, outside(address), 443))).toEqual([true, false]);
  });
  test("a block of the other family says nothing", () => {
    const out = policy({ podSelector: {}, policyTypes: ["Egress"], egress: [{ to: [{ ipBlock: { cidr: "::/0" } }] }] });
    expect(isAllowed([out], friend, outside("203.0.113.7"), 443)).toBe(false);
  });
  test("expressions, also of labels that are not there", () => {
    const selecting = (expression: object) => policy({ podSelector: { matchExpressions: [expression] }, policyTypes: ["Ingress"] });
    const isolates = (expression: object) => !isAllowed([selecting(expression)], friend, server, 80);
    expect(isolates({ key: "app", operator: "In", values: ["server"] })).toBe(true);
    expect(isolates({ key: "app", operator: "NotIn", values: ["server"] })).toBe(false);
    expect(isolates({ key: "none", operator: "NotIn", values: ["server"] })).toBe(true);
    expect(isolates({ key: "none", operator: "DoesNotExist" })).toBe(true);
    expect(isolates({ key: "app", operator: "Exists" })).toBe(true);
  });
});
