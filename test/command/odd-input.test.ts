import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { configMap, kustomization, makeRepository } from "../support/repository.ts";

interface Found {
  readonly rule: string;
  readonly message: string;
  readonly source?: { readonly file: string; readonly line: number };
}

async function validate(root: string): Promise<{ status: number | null; findings: Found[]; objects: number; stderr: string }> {
  const { status, stdout, stderr } = await runCli("validate", ["--format", "json", root]);
  expect(stdout, stderr).not.toBe("");
  const { findings, summary } = JSON.parse(stdout) as { findings: Found[]; summary: { objects: number } };
  return { status, findings, objects: summary.objects, stderr };
}

const pod = (fields: object) => JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "web", namespace: "web" }, spec: fields });
const container = { name: "web", image: "registry.example.com/web:1.2.3" };
const namespace = (level: string) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: web, labels: {pod-security.kubernetes.io/enforce: ${level}}}\n`;

/** Names that every JavaScript object inherits. */
const INHERITED = ["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"];

describe("odd input is judged, and nothing fails over it", () => {
  test("two Namespaces of one name: the stricter level holds", async () => {
    const root = makeRepository({ "a.yaml": namespace("privileged"), "b.yaml": namespace("restricted"), "pod.yaml": pod({ containers: [container] }) });
    const { findings } = await validate(root);
    const rules = findings.map(({ rule }) => rule);
    expect(rules).toContain("security/run-as-non-root");
    expect(rules).not.toContain("input/internal");
  });

  test("a pod that names its account twice, as kubectl get prints it", async () => {
    const spec = { containers: [container], serviceAccount: "web", serviceAccountName: "web" };
    const account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: web}\n";
    const { findings } = await validate(makeRepository({ "pod.yaml": pod(spec), "account.yaml": account }));
    expect(findings.filter(({ rule }) => /internal|service-account-exists/.test(rule))).toEqual([]);
  });

  test.each(INHERITED)("%s, wherever a person may write a name", async (name) => {
    const labels = { [name]: "x" };
    const template = {
      metadata: { labels },
      spec: { containers: [{ ...container, resources: { limits: { [name]: 1 } }, env: [{ name, valueFrom: { [name]: {} } }] }] },
    };
    const objects = [
      { apiVersion: `${name}/v1`, kind: "Widget", metadata: { name: "a" } },
      { apiVersion: "v1", kind: name, metadata: { name: "b" } },
      { apiVersion: name, kind: "Widget", metadata: { name: "c" } },
      { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "d", labels, annotations: labels }, data: { [name]: "x" } },
      { apiVersion: "v1", kind: "Secret", metadata: { name: "e" }, type: name, stringData: { [name]: "x" } },
      { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "f" }, spec: { selector: { matchLabels: labels }, template } },
      { apiVersion: "v1", kind: "Service", metadata: { name: "g" }, spec: { selector: labels, ports: [{ port: 80, name }] } },
      { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "h" }, spec: { scopes: [name], hard: { [name]: 1 } } },
      { apiVersion: "v1", kind: "Pod", metadata: { name: "i" }, spec: { volumes: [{ name: "v", [name]: {} }], containers: [container] } },
      { apiVersion: "v1", kind: "PersistentVolume", metadata: { name: "j" }, spec: { [name]: {} } },
    ];
    const { findings, objects: judged } = await validate(makeRepository({ "all.yaml": objects.map((each) => JSON.stringify(each)).join("\n---\n") }));
    expect(findings.filter(({ rule }) => rule === "input/internal")).toEqual([]);
    expect(judged).toBe(objects.length);
  });

  test("a link to itself is named where it is mentioned", async () => {
    const root = makeRepository({ "kustomization.yaml": kustomization({ resources: ["loop.yaml"] }), "b/a.yaml": configMap("a") });
    symlinkSync("loop.yaml", join(root, "loop.yaml"));
    symlinkSync("self", join(root, "self"));
    const { findings, objects } = await validate(root);
    expect(findings.map(({ rule, source }) => [rule, source?.file])).toEqual([["input/kustomization", "kustomization.yaml"]]);
    expect(objects).toBe(1);
  });

  test.each([
    ["mappings", Array.from({ length: 3000 }, (_, depth) => `${" ".repeat(depth + 1)}a:\n`).join(""), 304],
    ["lists", ` ${"- ".repeat(3000)}\n`, 5],
    ["brackets", ` ${"[".repeat(3000)}${"]".repeat(3000)}\n`, 5],
  ])("%s three thousand deep", async (_what, data, line) => {
    const started = performance.now();
    const { findings } = await validate(makeRepository({ "deep.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n${data}` }));
    expect(findings.map(({ rule, source, message }) => [rule, source?.line, message])).toEqual([["input/yaml", line, "is nested more than 300 levels deep"]]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("binary files of generators become binaryData", async () => {
    const root = makeRepository({
      "kustomization.yaml": kustomization({
        configMapGenerator: [{ name: "trust", files: ["truststore.jks"] }],
        secretGenerator: [{ name: "keys", files: ["keys.tar.gz"], envs: ["settings.env"] }],
      }),
      "settings.env": "COLOUR=blue\n",
    });
    for (const file of ["truststore.jks", "keys.tar.gz"]) writeFileSync(join(root, file), new Uint8Array([0xfe, 0xed, 0xfe, 0xed, 0x00, 0xff]));
    const { findings, objects } = await validate(root);
    expect(findings.filter(({ rule }) => rule.startsWith("input/"))).toEqual([]);
    expect(objects).toBe(2);
  });
});
