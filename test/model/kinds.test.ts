import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeRepository } from "../support/repository.ts";

const SCHEMA = (field: string) =>
  JSON.stringify({
    type: "object",
    additionalProperties: false,
    properties: { apiVersion: {}, kind: {}, metadata: {}, [field]: { type: "integer", format: "int32" } },
  });
const widget = (fields: string, apiVersion = "example.com/v1", kind = "Widget") => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: w}\n${fields}\n`;

function definition(group: string, kind: string, field: string): string {
  const spec = { type: "object", properties: { [field]: { type: "integer" } } };
  const names = { kind, plural: `${kind.toLowerCase()}s`, singular: kind.toLowerCase(), listKind: `${kind}List` };
  const versions = [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object", properties: { spec } } } }];
  const metadata = { name: `${names.plural}.${group}` };
  return JSON.stringify({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata,
    spec: { group, names, scope: "Namespaced", versions },
  });
}

async function said(files: Record<string, string>, args: readonly string[] = [], env: Record<string, string> = {}) {
  const { stdout, stderr } = await runCli("validate", ["-f", "json", "--only", "model/*", "--only", "api/*", ...args, makeRepository(files)], { env });
  expect(stdout, stderr).not.toBe("");
  const { findings, summary } = JSON.parse(stdout) as {
    findings: { rule: string; message: string; source?: { line: number } }[];
    summary: { notChecked: string[] };
  };
  return { messages: findings.map(({ rule, message }) => `${rule} ${message}`), findings, notChecked: summary.notChecked.join("\n") };
}

describe("who knows a kind", () => {
  test("the user's schema before the definition in the tree", async () => {
    const files = {
      "crd.yaml": definition("example.com", "Widget", "ofTree"),
      "own/example.com/v1/Widget.json": SCHEMA("ofUser"),
      "w.yaml": widget("ofUser: 1"),
    };
    expect((await said({ ...files, "gitops.yaml": "schemas: [own]\nignore: [own]\n" })).messages).toEqual([]);
    expect((await said(files)).messages).toEqual([expect.stringMatching(/^api\/custom-resource .*unknown field "ofUser"/)]);
  });

  test("the definition in the tree before the bundled model", async () => {
    const files = {
      "w.yaml": widget("spec: {ofTree: 1, secretName: x}", "cert-manager.io/v1", "Certificate"),
      "crd.yaml": definition("cert-manager.io", "Certificate", "ofTree"),
    };
    expect((await said(files)).messages.filter((each) => /unknown field/.test(each))).toEqual([expect.stringMatching(/unknown field "spec.secretName"/)]);
  });

  test("of two definitions in the tree the one that has the version", async () => {
    const other = definition("example.com", "Widget", "other").replace('"name":"v1"', '"name":"v2"');
    const files = { "a.yaml": definition("example.com", "Widget", "size"), "b/b.yaml": other, "w.yaml": widget("spec: {size: 1}") };
    expect((await said(files)).messages.filter((each) => /custom-resource/.test(each))).toEqual([]);
  });

  test("a schema that has what this toolchain's own trees need is doubted elsewhere", async () => {
    const { messages } = await said({ "a.yaml": widget("spec: {endpointSelector: {}, ingress: [{}]}", "cilium.io/v2", "CiliumNetworkPolicy") });
    expect(messages.filter((each) => !/newer-field/.test(each))).toEqual([]);
  });

  test.each([
    ["our layout", "own/example.com/v1/Widget.json", "own"],
    ["CRDs-catalog's layout", "own/example.com/widget_v1.json", "own"],
    ["kubeconform's layout", "own/widget-example-v1.json", "own"],
    ["a template", "own/of/example.com-widget.json", '"own/of/{{.Group}}-{{ .ResourceKind }}.json"'],
  ])("a folder in %s", async (_name, file, location) => {
    const files = { [file]: SCHEMA("size"), "gitops.yaml": `schemas: [${location}]\nignore: [own]\n`, "w.yaml": widget("sise: 1") };
    expect((await said(files)).messages).toEqual(['model/unknown-field unknown field "sise", did you mean "size"?']);
  });

  test("a folder of definitions, by the option", async () => {
    const crds = makeRepository({ "crds/all.yaml": definition("example.com", "Widget", "size") });
    expect((await said({ "w.yaml": widget("spec: {size: x}") }, ["--schemas", `${crds}/crds`])).messages).toEqual([
      expect.stringMatching(/^api\/custom-resource .*must be of type integer/),
    ]);
  });

  test("a folder that is not there", async () => {
    const { stdout } = await runCli("validate", [makeRepository({ "gitops.yaml": "schemas: [gone]\n", "w.yaml": widget("") })]);
    expect(stdout).toMatch(/^gitops\.yaml:1:1: error: \/schemas: "gone" is not there \[input\/configuration\]$/m);
  });

  test("the file itself, for its editor", async () => {
    const files = { "schemas/w.json": SCHEMA("size"), "apps/w.yaml": `---\n# yaml-language-server: $schema=../schemas/w.json\n${widget("size: x")}` };
    expect((await said(files)).messages).toEqual(['model/schema must be integer, found "x"']);
  });

  test("an address: asked once, and only when that is allowed", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end(SCHEMA("size"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const files = {
      "a.yaml": widget("sise: 1"),
      "b.yaml": `# yaml-language-server: $schema=${address}/other.json\n${widget("sise: 1", "example.org/v1")}`,
      "gitops.yaml": `schemas: ["${address}/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json"]\n`,
    };
    const env = { XDG_CACHE_HOME: makeRepository({}) };
    const before = await said(files, [], env);
    expect([asked, before.messages.length]).toEqual([[], 2]);
    expect(before.notChecked).toMatch(/3 schemas of 127\.0\.0\.1:\d+ would say: --allow-remote loads them, once/);
    const unknown = 'model/unknown-field unknown field "sise", did you mean "size"?';
    expect((await said(files, ["--allow-remote"], env)).messages).toEqual([unknown, unknown]);
    expect((await said(files, [], env)).messages).toEqual([unknown, unknown]);
    expect(asked.toSorted()).toEqual(["/example.com/widget_v1.json", "/example.org/widget_v1.json"]);
  });

  test.each([
    [
      "helm.toolkit.fluxcd.io/v2",
      "HelmRelease",
      "spec: {chartRef: {kind: OCIRepository, name: x}, interval: 1h, valuse: {}}",
      'unknown field "valuse", did you mean "values"?',
    ],
    ["argoproj.io/v1alpha1", "Rollout", "spec: {replicas: many}", "must be integer"],
    ["networking.istio.io/v1", "VirtualService", "spec: {hosts: x}", "must be array"],
    ["bitnami.com/v1alpha1", "SealedSecret", "spec: {encryptedData: x}", "must be object"],
  ])("%s %s is known", async (apiVersion, kind, fields, message) => {
    expect((await said({ "a.yaml": widget(fields, apiVersion, kind) })).messages.join("\n")).toContain(message);
  });
});

describe("what nobody knows", () => {
  test("is one line a group", async () => {
    const files = { "a.yaml": [widget(""), widget("", "example.com/v1", "Gadget"), widget("", "example.com/v2"), widget("", "example.org/v1")].join("---\n") };
    const { messages, findings } = await said(files);
    expect(messages).toEqual([
      "model/unknown-kind nothing here knows example.com, so 3 objects were not checked: Gadget, Widget",
      "model/unknown-kind nothing here knows example.org/v1 Widget, so it was not checked",
    ]);
    expect(findings.map(({ source }) => source?.line)).toEqual([2, 17]);
  });

  test.each([
    ["apps/v1", "Deploymnt", 'apps/v1 has no kind Deploymnt, did you mean "Deployment"?'],
    ["app/v1", "Deployment", "Deployment is of apps/v1, not of app/v1"],
    ["v1", "configmap", 'v1 has no kind configmap, did you mean "ConfigMap"?'],
    ["v1", "ServiceMonitor", "ServiceMonitor is of monitoring.coreos.com/v1, not of v1"],
    ["helm.toolkit.fluxcd.io/v2", "HelmReleese", 'helm.toolkit.fluxcd.io/v2 has no kind HelmReleese, did you mean "HelmRelease"?'],
  ])("and a slip of the pen, %s %s, says what was meant", async (apiVersion, kind, message) => {
    expect((await said({ "a.yaml": widget("", apiVersion, kind) })).messages).toEqual([`model/kind-name ${message}`]);
  });

  test.each([
    ["mesh.example.com/v1", "Service"],
    ["example.com/v1", "Gateway"],
    ["argoproj.io/v1alpha1", "ArgoCD"],
  ])("%s %s is no slip", async (apiVersion, kind) => {
    expect((await said({ "a.yaml": widget("", apiVersion, kind) })).messages).toEqual([
      `model/unknown-kind nothing here knows ${apiVersion} ${kind}, so it was not checked`,
    ]);
  });
});
