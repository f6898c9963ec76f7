import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildProgram, goVersion } from "../../scripts/go.ts";
import { parseYaml } from "../../scripts/yaml/yaml-file.ts";
import { ROOT, runCli } from "../support/cli.ts";
import { makeRepository } from "../support/repository.ts";
import { ODD_DOCUMENTS } from "./odd-documents.ts";

const MODULE = join(ROOT, "tools/kubernetes");

/** Where we are not of one mind, and why. */
const KNOWN: readonly [why: string, documents: readonly string[]][] = [
  ["Go takes the last of two keys; whoever wrote both means one", ["a:\n  b: c\n  b: d\n", "a: 1\na: 2\n", "{a: 1, a: 2}\n"]],
  ["Go lets a merge override a key before it; what is written out counts in YAML", ["x: &x {a: 1}\ny:\n  a: 3\n  <<: *x\n"]],
  ["the parser here wants the lines of a flow collection behind their key, and says so", ["a: [b,\nc]\n", "x:\n  a: [\n  b\n  ]\n", "x:\n  a: [\n    b\n]\n"]],
  ["kubectl reads a file that begins with a brace as JSON, which has this escape", ['{"a": "\\u00e9\\n\\/"}\n']],
  ["the parser here does not end a line there", ["a: b\u2028c\n", "a: b\u0085c\n"]],
  ["a number as a key is written otherwise", ["1.5e-7: a\n", "1.0e10: a\n", "1e-7: a\n"]],
  ["what is no number is none as a key either", [".inf: a\n", "-.inf: a\n", "+.Inf: a\n", ".INF: a\n", ".nan: a\n", ".NaN: a\n", ".NAN: a\n"]],
  [
    "where a plain text ends in a flow collection, YAML 1.2 says otherwise than 1.1",
    [
      "a: [-, b]\n",
      "a: {b: -}\n",
      "a: [!, b]\n",
      "a: {b: !}\n",
      "a: [a:, b]\n",
      "a: {b: a:}\n",
      "a: [:a, b]\n",
      "a: {b: :a}\n",
      "a: [?a, b]\n",
      "a: {b: ?a}\n",
    ],
  ],
  ["Go stops behind the collection; here it is a key, which it cannot be", ["[]: a\n", "{}: a\n"]],
  ["an anchor, or a directive, without a name", ["&: a\n", "%: a\n", "%a: a\n", "&a: a\n"]],
];

type Answer = { readonly json?: unknown; readonly error?: string };

function ours(document: string): Answer {
  try {
    return { json: parseYaml(document, "odd.yaml").values[0] ?? null };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** Equal values give equal texts, whatever the order of their keys; all errors are one. */
function canonical({ json, error }: Answer): string {
  if (error !== undefined) return "refused";
  const sorted = (_key: string, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value;
  return JSON.stringify(json ?? null, sorted);
}

const version = await goVersion(MODULE);
if (version === undefined) console.warn("SKIPPED: go is not on PATH, so nobody holds our YAML against sigs.k8s.io/yaml");

describe("YAML is read as Kubernetes reads it", () => {
  test.skipIf(version === undefined)(`${ODD_DOCUMENTS.length} odd documents, as sigs.k8s.io/yaml does`, { timeout: 600_000 }, async () => {
    expect(ODD_DOCUMENTS.length).toBeGreaterThan(500);
    const program = await buildProgram({ name: "kubernetes-yaml", module: MODULE, package: "./yaml" }, version as string);
    const theirs = JSON.parse(execFileSync(program, { input: JSON.stringify(ODD_DOCUMENTS), encoding: "utf8" })) as Answer[];
    const differ = ODD_DOCUMENTS.filter((document, index) => canonical(ours(document)) !== canonical(theirs[index] as Answer));
    expect(differ.toSorted()).toEqual(KNOWN.flatMap(([, documents]) => documents).toSorted());
  });

  test.each([
    ["mode: 0644\n", { mode: 420 }],
    ["on: off\n", { true: false }],
    ["a: &a {b: 1}\nc: {<<: *a, d: 010}\n", { a: { b: 1 }, c: { b: 1, d: 8 } }],
    ['a:\n  b: "one\n  two"\n', { a: { b: "one two" } }],
  ])("%j", (document, value) => {
    expect(ours(document)).toEqual({ json: value });
  });

  test("by the whole command: a mode in octal is in order, a word for true is no text", async () => {
    const root = makeRepository({
      "a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: yes}\n",
      "b.yaml":
        "apiVersion: v1\nkind: Pod\nmetadata: {name: b}\nspec:\n  containers: [{name: b, image: 'b:1'}]\n  volumes: [{name: c, configMap: {name: a, defaultMode: 0644}}]\n",
    });
    const { stdout } = await runCli("validate", ["--format", "json", "--only", "model/*", "--only", "api/*", root]);
    const { findings } = JSON.parse(stdout) as { findings: { message: string; source: { file: string; line: number } }[] };
    expect(findings.map(({ message, source }) => [source.file, source.line, message])).toEqual([["a.yaml", 4, "must be string, found true"]]);
  });
});
