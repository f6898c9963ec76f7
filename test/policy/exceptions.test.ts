import { describe, expect, test } from "vitest";
import type { Finding } from "../../scripts/finding.ts";
import { applyExceptions, type Exception, loadExceptions } from "../../scripts/policy/exceptions.ts";
import type { Rule } from "../../scripts/rules/rule.ts";
import { makeRepository } from "../support/repository.ts";
import { ruleCalled } from "../support/rules.ts";

const rules = [ruleCalled("security/privileged"), ruleCalled("security/host-network")];
const catalogue = new Map<string, Rule>(rules.map((rule) => [rule.id, rule]));

const finding: Finding = {
  rule: ruleCalled("security/privileged").id,
  severity: "error",
  message: "privileged",
  help: "don't",
  environment: "staging",
  object: { apiVersion: "apps/v1", kind: "DaemonSet", namespace: "gpu", name: "driver" },
};
const exception: Exception = {
  rule: "security/privileged",
  object: "DaemonSet/gpu/driver",
  reason: "loads a kernel module",
  owner: "platform team",
  expires: "2030-01-31",
  source: { file: "policies/exceptions.yaml", line: 2, column: 3 },
};
const apply = (change: Partial<Exception>, today = "2030-01-31") => {
  const { kept, hidden } = applyExceptions([finding], [{ ...exception, ...change }], ["staging"], today, catalogue);
  return { rules: kept.map((each) => each.rule), says: kept.map((each) => each.message).join(), hidden };
};

describe("an exception", () => {
  test("hides one rule on one object until the end of its last day", () => {
    expect(apply({})).toMatchObject({ rules: [], hidden: 1 });
  });

  test.each([
    ["that ran out hides nothing, and is a finding", {}, "2030-02-01", ["security/privileged", "exceptions/expired"]],
    ["for another rule", { rule: "security/host-network" }, undefined, ["security/privileged", "exceptions/unused"]],
    ["for a rule that is not there", { rule: "security/priviledged" }, undefined, ["security/privileged", "exceptions/unknown-rule"]],
    ["for another object", { object: "DaemonSet/gpu/toolkit" }, undefined, ["security/privileged", "exceptions/unused"]],
    ["for an environment that was not judged", { environment: "production" }, undefined, ["security/privileged"]],
    ["without a reason", { reason: "because" }, undefined, ["exceptions/unexplained"]],
    ["without an owner", { owner: " " }, undefined, ["exceptions/unexplained"]],
  ])("%s", (_what, change, today, rules) => {
    expect(apply(change, today).rules).toEqual(rules);
  });

  test("for one environment leaves the finding of another", () => {
    const findings = ["staging", "production"].map((environment) => ({ ...finding, environment }));
    const { kept, hidden } = applyExceptions(findings, [{ ...exception, environment: "staging" }], ["staging", "production"], "2030-01-01", catalogue);
    expect([kept.map(({ environment }) => environment), hidden]).toEqual([["production"], 1]);
  });

  test("of a misspelled rule says which one may be meant", () => {
    expect(apply({ rule: "security/priviledged" }).says).toContain('there is no such rule, did you mean "security/privileged"?');
  });
});

describe("policies/exceptions.yaml", () => {
  const load = (text: string) => loadExceptions(makeRepository({ "policies/exceptions.yaml": text }));

  test("knows the line of each exception", async () => {
    const loaded = await load('- {rule: a/b, object: Pod/x/y, expires: "2030-01-01"}\n- {rule: a/c, object: Pod/x/y, expires: "2030-01-01"}\n');
    expect(loaded.map((each) => each.source.line)).toEqual([1, 2]);
  });

  test.each([
    ["an unknown field", "- {rule: a/b, object: Pod/x/y, expires: '2030-01-01', until: never}\n", /exceptions\.yaml:1: .*unknown field "until"/],
    ["no date", "- rule: a/b\n  object: Pod/x/y\n", /exceptions\.yaml:1: .*\/expires: required field is missing/],
    ["a date without quotes", "- rule: a/b\n  object: Pod/x/y\n  expires: 2030-1-1\n", /exceptions\.yaml:3: .*must match format/],
  ])("refuses %s", async (_what, text, message) => {
    await expect(load(text).catch((error) => String(error))).resolves.toMatch(message);
  });
});
