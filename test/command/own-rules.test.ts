import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { newPolicy } from "../../scripts/new/policy.ts";
import { builtTool } from "../../scripts/policy-build/tools.ts";
import { runHere } from "../support/in-process.ts";
import { have } from "../support/programs.ts";
import { makeRepository } from "../support/repository.ts";

const [opa, regal] = have("go") ? [await builtTool("opa"), await builtTool("regal")] : [];
if (!opa || !regal) process.stderr.write("SKIPPED: rules of a repository's own are not compiled, npm run policies has not built OPA and Regal\n");

const RULE = "policies/team/owner.rego";
const WEB = `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations:
    example.com/owner: refused
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "docker.io/library/nginx:1.27.0"}]
`;

/** A repository with a rule as `npm run new` writes it, changed. */
function repository(changes: Readonly<Record<string, (text: string) => string>> = {}, more: Readonly<Record<string, string>> = {}): string {
  const files = [...newPolicy("team/owner")].map(([file, text]): [string, string] => [file, changes[file]?.(text) ?? text]);
  return makeRepository({ "web.yaml": WEB, ...Object.fromEntries(files), ...more });
}

/** What is said of the repository's own rules, and by them: "<rule> <file>:<line>: <message>". */
async function said(root: string): Promise<string[]> {
  const { stdout } = await runHere("validate", [root, "--format", "json"]);
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; message: string; source?: { file: string; line: number } }[] };
  const shown = findings.map(({ rule, message, source }) => `${rule} ${source?.file}:${source?.line}: ${message}`);
  return shown.filter((line) => /^(team|input)\//.test(line)).sort();
}

const REFUSED = "team/owner web.yaml:11: example.com/owner is refused";

describe.skipIf(!opa || !regal)("a repository's own rules", () => {
  test("judge it, compiled where they stand, and their fixtures are no desired state", async () => {
    const root = repository();
    expect(await said(root)).toEqual([REFUSED]);
    const { stdout } = await runHere("rules", ["-C", root, "team/*"]);
    expect(stdout).toBe("team/owner  error    No Deployment asks for owner\n");
  });

  test("are checked, tested, linted, compiled and held to their fixtures by one command; what it builds judges without sources", async () => {
    const root = repository();
    const { status, stdout, stderr } = await runHere("policies", ["-C", root]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/check: 1 files\ntest: PASS: 2\/2\nlint: .*No violations found.\nbuild: wrote .*\nfixtures: 2 fixtures\n$/);
    rmSync(join(root, "policies/team"), { recursive: true });
    expect(await said(root)).toEqual([REFUSED]);
  });

  test("fail that command where a fixture is not judged as it is marked", async () => {
    const root = repository({ "test/fixtures/team/owner/bad-refused.yaml": (text) => text.replace(" # finding", "") });
    const { status, stdout, stderr } = await runHere("policies", ["-C", root, "--only", "fixtures"]);
    expect(status).toBe(2);
    expect(stdout).toContain("bad-refused.yaml: says team/owner at line 6: example.com/owner: refused, which is not marked");
    expect(stderr).toContain("1 fixture of 2 is not judged as marked");
  });

  const replaced = (from: string | RegExp, to: string) => ({ [RULE]: (text: string) => text.replace(from, to) });
  const AT = /found := finding\.at.*/;
  test.each([
    ["do not parse", replaced(AT, "found := finding.at("), `${RULE}:21: unexpected } token`],
    ["call what is not there", replaced("finding.at", "finding.ta"), `${RULE}:20: undefined function data.lib.finding.ta`],
    ["reach for the network", replaced(AT, 'found := http.send({"url": deployment.kind})'), `${RULE}:20: undefined function http.send`],
    ["have no set of findings", replaced(/^findings/m, "findngs"), `${RULE}:9: it has no set named findings, and so never says anything`],
    ["lack metadata", replaced("severity: error", "severity: fatal"), `${RULE}:9: its # METADATA needs custom.severity, one of error, warning, info`],
    ["are not where their name says", replaced("rules.team", "rules.other"), `${RULE}:9: is package rules.other.owner, and must be rules.team["owner"]`],
    ["say what is no finding", replaced(AT, 'found := {"text": deployment.kind}'), `${RULE}:1: team/owner says something without a message: undefined`],
    [
      "contradict themselves",
      replaced(AT, 'found := of(deployment)\n}\n\nof(object) := "a" if object.kind\n\nof(object) := "b" if {\n\tobject.kind'),
      `${RULE}:25: var assignment conflict, over default`,
    ],
  ])("that %s are a finding at the line", async (_what, changes, expected) => {
    expect(await said(repository(changes))).toEqual([`input/policy ${expected}`]);
  });

  test("cannot take the name of one of this toolchain's", async () => {
    const root = repository({}, { "policies/security/privileged.rego": "package rules.security.privileged\n\nfindings := set()\n" });
    expect(await said(root)).toEqual([
      "input/policy policies/security/privileged.rego:1: there is a rule security/privileged already; give this one another name",
    ]);
  });

  test("may have libraries and parameters, which their schema holds", async () => {
    const more = {
      "policies/lib/team.rego": "package lib.team\n\nrefused := data.params.team.refused\n",
      "schemas/data/team.json": JSON.stringify({ type: "object", properties: { refused: { type: "string" } }, additionalProperties: false }),
      "policies/data/team.yaml": "refused: refused\n",
    };
    const changes = { [RULE]: (text: string) => text.replace('== "refused"', "== data.lib.team.refused") };
    expect(await said(repository(changes, more))).toEqual([REFUSED]);
    const [said1] = await said(repository(changes, { ...more, "policies/data/team.yaml": "refuse: refused\n" }));
    expect(said1).toContain("input/configuration policies/data/team.yaml:1");
  });
});

test("Rego of another tool is left alone, and said to be", async () => {
  const root = makeRepository({ "web.yaml": WEB, "policies/deny.rego": 'package main\n\ndeny contains "no"\n' });
  const { stdout } = await runHere("validate", [root]);
  expect(stdout).toContain("policies/deny.rego, in no package rules.*");
  expect(stdout).not.toContain("input/policy");
});

test("rules that nothing compiled do not judge in silence", async () => {
  const root = repository({ [RULE]: (text) => `${text}\n# ${Math.random()}\n` });
  const path = process.env["PATH"];
  const kustomize = makeRepository({});
  mkdirSync(dirname(join(kustomize, "x")), { recursive: true });
  writeFileSync(join(kustomize, "go"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  process.env["PATH"] = `${kustomize}:${path}`;
  try {
    const [trouble] = await said(root);
    expect(trouble).toBe(`input/policy ${RULE}:1: the rules in policies/ are not compiled as they stand, and the pinned OPA is not here`);
  } finally {
    process.env["PATH"] = path;
  }
  expect(readFileSync(join(root, RULE), "utf8")).toContain("findings contains");
});
