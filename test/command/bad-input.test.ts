import { describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { runHere } from "../support/in-process.ts";
import { configMap, kustomization, makeRepository } from "../support/repository.ts";

const OVERLAY = { "kustomization.yaml": kustomization({ resources: ["a.yaml"] }) };
const ALIAS_BOMB = `apiVersion: v1
kind: ConfigMap
metadata: {name: bomb}
a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
f: [*e, *e, *e, *e, *e, *e, *e, *e, *e]
`;

/** What is in the repository, and the first line that a person must read: nothing in it can be judged, and that is the only finding. */
const CASES: readonly [string, Record<string, string | Uint8Array>, RegExp][] = [
  ["broken YAML in a manifest", { "a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x\n" }, /^a\.yaml:[34]:\d+: error: .*\[input\/yaml\]$/m],
  [
    "broken YAML behind a kustomization",
    { ...OVERLAY, "a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n bad: y\n" },
    /^a\.yaml:5:\d+: error: .*\[input\/yaml\]$/m,
  ],
  ["a broken kustomization", { "kustomization.yaml": "resources: [\n", "a.yaml": configMap("a") }, /^kustomization\.yaml:\d+:\d+: error: .*\[input\/yaml\]$/m],
  ["a duplicate key", { "a.yaml": `${configMap("a")}kind: Secret\n` }, /^a\.yaml:6:\d+: error: Map keys must be unique \[input\/yaml\]$/m],
  [
    "a duplicate key behind a kustomization",
    { ...OVERLAY, "a.yaml": `${configMap("a")}kind: Secret\n` },
    /^a\.yaml:6:\d+: error: Map keys must be unique \[input\/yaml\]$/m,
  ],
  [
    "a missing base",
    { "kustomization.yaml": kustomization({}).replace("}", ',\n"resources": ["../gone"]}') },
    /^kustomization\.yaml:2:\d+: error: "\.\.\/gone" is outside of the repository .*\[input\/kustomization\]$/m,
  ],
  [
    "a remote base",
    { "kustomization.yaml": kustomization({ resources: ["https://example.com/base?ref=v1"] }) },
    /is outside this repository and is not loaded/,
  ],
  [
    "a remote base without a scheme",
    { "kustomization.yaml": kustomization({ resources: ["github.com/org/repo//base?ref=v1"] }) },
    /is outside this repository/,
  ],
  [
    "an exec plugin",
    {
      "kustomization.yaml": kustomization({ generators: ["plugin.yaml"] }),
      "plugin.yaml": "apiVersion: example.com/v1\nkind: Plugin\nmetadata: {name: p, annotations: {config.kubernetes.io/function: 'exec: {path: ./run.sh}'}}\n",
    },
    /is a plugin \(example\.com\/v1\/Plugin\) and is refused/,
  ],
  ["Helm in a kustomization", { "kustomization.yaml": kustomization({ helmCharts: [{ name: "x", repo: "https://example.com" }] }) }, /helmCharts runs Helm/],
  [
    "a cycle",
    { "a/kustomization.yaml": kustomization({ resources: ["../b"] }), "b/kustomization.yaml": kustomization({ resources: ["../a"] }) },
    /kustomizations go in a circle: a -> b -> a/,
  ],
  [
    "a file that is not UTF-8",
    { "a.yaml": new Uint8Array([...new TextEncoder().encode("apiVersion: v1\nkind: "), 0xff, 0xfe, 0x0a]) },
    /^a\.yaml:2:\d+: error: is not UTF-8 text \[input\/file\]$/m,
  ],
  ["a 50 MB file", { "a.yaml": `apiVersion: v1\n#${"x".repeat(50_000_000)}` }, /^a\.yaml:1:1: error: 47\.7 MiB is more than .*\[input\/file\]$/m],
  [
    "a 50 MB file behind a kustomization",
    { ...OVERLAY, "a.yaml": `apiVersion: v1\n#${"x".repeat(50_000_000)}` },
    /^a\.yaml:1:1: error: 47\.7 MiB is more than .*\[input\/file\]$/m,
  ],
  ["an alias bomb", { "a.yaml": ALIAS_BOMB }, /^a\.yaml:1:1: error: Excessive alias count .*\[input\/yaml\]$/m],
  ["an alias bomb behind a kustomization", { ...OVERLAY, "a.yaml": ALIAS_BOMB }, /^a\.yaml:1:1: error: Excessive alias count .*\[input\/yaml\]$/m],
  ["an object without a name", { "a.yaml": "apiVersion: v1\nkind: ConfigMap\n" }, /^a\.yaml:1:\d+: error: ConfigMap has no name.*\[input\/manifest\]$/m],
  [
    "an unknown field in gitops.yaml",
    { "gitops.yaml": "versions: {}\nignored: []\n", "a.yaml": configMap("a") },
    /^gitops\.yaml:2:1: error: .*ignored.*\[input\/configuration\]$/m,
  ],
];

describe("bad input is one finding with its place, and the rest is judged", () => {
  test.each(CASES)("%s", async (_name, files, line) => {
    const started = performance.now();
    const { status, stdout, stderr } = await runHere("validate", [makeRepository(files)]);
    expect(stdout).toMatch(line);
    expect(stdout.match(/^.*: error: .*$/gm)).toHaveLength(1);
    expect(stderr).toBe("");
    expect(status).toBe(1);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test("a directory that is not there", async () => {
    const { status, stderr } = await runHere("validate", ["/no/such/place"]);
    expect([status, stderr]).toEqual([2, "validate: /no/such/place: no such directory\n"]);
  });

  test("an environment that is not there", async () => {
    const root = makeRepository({ "overlays/staging/a.yaml": configMap("a") });
    const { status, stderr } = await runHere("validate", ["--env", "stagin", root]);
    expect([status, stderr]).toEqual([2, 'validate: there is no environment "stagin", did you mean "staging"?; there is staging\n']);
  });

  test("neither kustomize nor kubectl", async () => {
    const root = makeRepository({ ...OVERLAY, "a.yaml": configMap("a") });
    const { status, stderr } = await runCli("validate", ["--no-cache", root], { env: { XDG_CACHE_HOME: makeRepository({}), PATH: "/nowhere" } });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^validate: neither kustomize nor kubectl is on PATH; install one: .*\n$/);
  });

  test("every tree that does not render is named, and the others are judged", async () => {
    const broken = (name: string) => ({
      [`${name}/kustomization.yaml`]: kustomization({ resources: ["a.yaml"] }),
      [`${name}/a.yaml`]: `kind: ${name}\nmetadata:\n  name: x\n bad: y\n`,
    });
    const wrong = { "three/a.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {ports: [{port: many}]}\n" };
    const { status, stdout } = await runHere("validate", [makeRepository({ ...broken("one"), ...broken("two"), ...wrong })]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^one\/a\.yaml:4:\d+: error: .*\[input\/yaml\]$/m);
    expect(stdout).toMatch(/^two\/a\.yaml:4:\d+: error: .*\[input\/yaml\]$/m);
    expect(stdout).toMatch(/^three\/a\.yaml:4:\d+: error: .*\[model\/schema\]$/m);
  });

  test("what is not there beside something broken is not called missing", async () => {
    const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{name: x, image: 'a:1.2.3', envFrom: [{configMapRef: {name: gone}}]}]}\n";
    const rules = async (files: Record<string, string>) => {
      const { stdout } = await runHere("validate", ["--format", "json", makeRepository(files)]);
      const { findings, summary } = JSON.parse(stdout) as { findings: { rule: string }[]; summary: { notChecked: string[] } };
      return { rules: findings.map(({ rule }) => rule), notChecked: summary.notChecked.join() };
    };
    expect((await rules({ "pod.yaml": pod })).rules).toContain("references/config-map-exists");
    const beside = await rules({ "pod.yaml": pod, "broken.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: gone\n" });
    expect(beside.rules).toContain("input/yaml");
    expect(beside.rules).not.toContain("references/config-map-exists");
    expect(beside.notChecked).toMatch(/what default refers to/);
  });

  test.each(["json", "sarif", "junit", "github", "gitlab", "markdown", "html"])("is in the format %s too", async (format) => {
    const { status, stdout } = await runHere("validate", [
      "--format",
      format,
      makeRepository({ "broken.yaml": "apiVersion: v1\nkind: [\n", "a.yaml": configMap("a") }),
    ]);
    expect(status).toBe(1);
    expect(stdout).toContain("broken.yaml");
    expect(stdout).toMatch(/input(\/|&#47;|\\\/)yaml/);
  });

  test("settings that are in order count though others are not", async () => {
    const files = { "gitops.yaml": "ignore: [drafts/**]\nversions: 5\n", "a.yaml": configMap("a"), "drafts/b.yaml": "apiVersion: v1\nkind: [" };
    const { stdout, status } = await runHere("validate", ["--format", "json", makeRepository(files)]);
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; source?: { file: string; line: number } }[] };
    const troubles = findings.filter(({ rule }) => rule.startsWith("input/")).map(({ rule, source }) => [rule, source?.file, source?.line]);
    expect([status, troubles]).toEqual([1, [["input/configuration", "gitops.yaml", 2]]]);
  });

  test("an empty directory", async () => {
    const { status, stderr } = await runHere("validate", [makeRepository({ "README.md": "nothing" })]);
    expect([status, stderr.trimEnd().split("\n").length]).toEqual([2, 1]);
    expect(stderr).toMatch(/nothing to check/);
  });

  test("an unknown option", async () => {
    const { status, stderr } = await runHere("validate", ["--formt", "json"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/unknown option '--formt'/);
  });
});
