import { expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { configMap, makeRepository } from "../support/repository.ts";

interface Found {
  readonly rule: string;
  readonly message: string;
  readonly source: { readonly file: string; readonly line: number };
}

async function found(files: Record<string, string>): Promise<string[]> {
  const { stdout, stderr } = await runCli("validate", ["-f", "json", makeRepository(files)]);
  expect(stdout, stderr).not.toBe("");
  return (JSON.parse(stdout) as { findings: Found[] }).findings.map(({ rule, message, source }) => `${source?.file}:${source?.line} ${rule} ${message}`);
}

test("an item of a List is found at its own line", async () => {
  const items = [
    "- apiVersion: v1",
    "  kind: ConfigMap",
    "  metadata: {name: a}",
    "- apiVersion: v1",
    "  kind: Service",
    "  metadata: {name: b}",
    "  spec:",
    "    ports: [{port: many}]",
  ];
  expect(await found({ "list.yaml": `apiVersion: v1\nkind: List\nitems:\n${items.join("\n")}\n` })).toEqual([
    expect.stringMatching(/^list\.yaml:11 model\/schema must be integer/),
  ]);
  expect(await found({ "list.yaml": "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n- kind: x\n" })).toEqual([
    expect.stringMatching(/^list\.yaml:7 input\/manifest /),
  ]);
});

test("what SOPS encrypted is neither a plain secret nor of the wrong shape", async () => {
  const secret = (rest: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  token: "ENC[AES256_GCM,data:b2s=,type:str]"\n${rest}`;
  expect(await found({ "a.yaml": secret("sops: {mac: 'ENC[AES256_GCM,data:b2s=]', version: 3.9.0}\n") })).toEqual([]);
  expect((await found({ "a.yaml": secret("") })).length).toBeGreaterThan(0);
});

test("a namespace on a cluster-scoped object is cleared, as the API server does", async () => {
  const role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a, namespace: b}\nrules: []\n";
  expect(await found({ "a.yaml": role })).toEqual([]);
});

test("variables that Flux fills in have their values, and their types", async () => {
  const flux = (postBuild: string) =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: web, namespace: flux-system}\nspec:\n  interval: 1h\n  path: ./web\n  prune: true\n  sourceRef: {kind: GitRepository, name: x}\n${postBuild}`;
  const port = (expression: string) => `"$\{${expression}}"`;
  const service = `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: ExternalName\n  externalName: a.example.com\n  ports: [{port: ${port("PORT")}}, {name: b, port: ${port("OTHER:=81")}}]\n`;
  const files = (postBuild: string) => ({ "clusters/a/web.yaml": flux(postBuild), "web/service.yaml": service, "web/other.yaml": configMap("x") });
  const types = async (postBuild: string) => (await found(files(postBuild))).filter((each) => /model\/schema/.test(each));
  expect(await types("  postBuild: {substitute: {PORT: '80'}}\n")).toEqual([]);
  expect(await types("  postBuild: {substitute: {PORT: many}}\n")).toEqual([expect.stringMatching(/must be integer, found "many"/)]);
  // Nobody here knows what the cluster's own ConfigMap says.
  expect(await types("  postBuild: {substituteFrom: [{kind: ConfigMap, name: x}]}\n")).toEqual([]);
});
