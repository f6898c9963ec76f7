import { describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
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

/** What is in the repository, and the one line that a person must read. */
const CASES: readonly [string, Record<string, string | Uint8Array>, RegExp][] = [
  ["an empty repository", { "README.md": "nothing" }, /nothing to check/],
  ["broken YAML in a manifest", { "a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x\n" }, /^validate: a\.yaml:[34]: /],
  [
    "broken YAML behind a kustomization",
    { ...OVERLAY, "a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n bad: y\n" },
    /^validate: a\.yaml:5: /,
  ],
  ["a broken kustomization", { "kustomization.yaml": "resources: [\n", "a.yaml": configMap("a") }, /^validate: kustomization\.yaml:\d+: /],
  ["a duplicate key", { "a.yaml": `${configMap("a")}kind: Secret\n` }, /^validate: a\.yaml:6: Map keys must be unique/],
  ["a duplicate key behind a kustomization", { ...OVERLAY, "a.yaml": `${configMap("a")}kind: Secret\n` }, /^validate: a\.yaml:6: Map keys must be unique/],
  [
    "a missing base",
    { "kustomization.yaml": kustomization({}).replace("}", ',\n"resources": ["../gone"]}') },
    /^validate: kustomization\.yaml:2: "\.\.\/gone" is not there/,
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
    /^validate: a\.yaml:2: is not UTF-8 text/,
  ],
  ["a 50 MB file", { "a.yaml": `apiVersion: v1\n#${"x".repeat(50_000_000)}` }, /^validate: a\.yaml: 47\.7 MiB is more than/],
  ["a 50 MB file behind a kustomization", { ...OVERLAY, "a.yaml": `apiVersion: v1\n#${"x".repeat(50_000_000)}` }, /^validate: a\.yaml: 47\.7 MiB is more than/],
  ["an alias bomb", { "a.yaml": ALIAS_BOMB }, /^validate: a\.yaml: Excessive alias count/],
  ["an alias bomb behind a kustomization", { ...OVERLAY, "a.yaml": ALIAS_BOMB }, /^validate: a\.yaml: Excessive alias count/],
  ["an object without a name", { "a.yaml": "apiVersion: v1\nkind: ConfigMap\n" }, /^validate: a\.yaml:1: ConfigMap has no name/],
  ["an unknown field in gitops.yaml", { "gitops.yaml": "versions: {}\nignored: []\n", "a.yaml": configMap("a") }, /^validate: gitops\.yaml:2: .*ignored/],
];

describe("bad input is one clear line and exit status 2", () => {
  test.each(CASES)("%s", async (_name, files, line) => {
    const started = performance.now();
    const { status, stdout, stderr } = await runCli("validate", [makeRepository(files)]);
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stdout).toBe("");
    expect(status).toBe(2);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test("a directory that is not there", async () => {
    const { status, stderr } = await runCli("validate", ["/no/such/place"]);
    expect([status, stderr]).toEqual([2, "validate: /no/such/place: no such directory\n"]);
  });

  test("an environment that is not there", async () => {
    const root = makeRepository({ "overlays/staging/a.yaml": configMap("a") });
    const { status, stderr } = await runCli("validate", ["--env", "stagin", root]);
    expect([status, stderr]).toEqual([2, 'validate: there is no environment "stagin", did you mean "staging"?; there is staging\n']);
  });

  test("neither kustomize nor kubectl", async () => {
    const root = makeRepository({ ...OVERLAY, "a.yaml": configMap("a") });
    const { status, stderr } = await runCli("validate", ["--no-cache", root], { env: { PATH: "/nowhere" } });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^validate: neither kustomize nor kubectl is on PATH; install one: .*\n$/);
  });

  test("every tree that does not render is named", async () => {
    const broken = (name: string) => ({
      [`${name}/kustomization.yaml`]: kustomization({ resources: ["a.yaml"] }),
      [`${name}/a.yaml`]: `kind: ${name}\nmetadata:\n  name: x\n bad: y\n`,
    });
    const { status, stderr } = await runCli("validate", [makeRepository({ ...broken("one"), ...broken("two") })]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^validate: one\/a\.yaml:4: .*\nvalidate: two\/a\.yaml:4: .*\n$/);
  });

  test("an unknown option", async () => {
    const { status, stderr } = await runCli("validate", ["--formt", "json"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/unknown option '--formt'/);
  });
});
