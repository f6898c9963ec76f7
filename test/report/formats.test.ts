import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import pc from "picocolors";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../scripts/finding.ts";
import { formatNames, loadFormat } from "../../scripts/report/format.ts";
import type { Report } from "../../scripts/report/summary.ts";
import { ROOT, runCli } from "../support/cli.ts";
import { configMap, makeRepository } from "../support/repository.ts";
import { ruleCalled } from "../support/rules.ts";

const HOSTILE = `<script>alert("1")</script> & | \`x\` %0A ::error:: \u0007 [link](javascript:1) @team`;

const privileged = ruleCalled("security/privileged", {
  title: "No privileged containers",
  description: "They own the node.",
  help: "Don't.",
  references: ["https://example.com/rule"],
});
const finding: Finding = {
  rule: privileged.id,
  severity: "error",
  message: "container app is privileged",
  help: "Set privileged: false.",
  environment: "staging",
  application: "app",
  object: { apiVersion: "apps/v1", kind: "Deployment", namespace: "app", name: "app" },
  path: "/spec/template/spec/containers/0/securityContext/privileged",
  source: {
    file: "app.yaml",
    line: 2,
    column: 7,
    chain: [
      { file: "base.yaml", line: 9, note: "set" },
      { file: "app.yaml", line: 2, note: "overridden" },
    ],
  },
};
const findings: Finding[] = [
  finding,
  { ...finding, environment: "production" },
  { ...finding, severity: "warning", rule: ruleCalled("budget/high").id, message: HOSTILE, help: HOSTILE },
  { rule: ruleCalled("discover/none").id, severity: "info", message: "nowhere in particular", help: "Nothing to do." },
];

const report = (all: readonly Finding[]): Report => ({
  findings: all,
  rules: new Map([[privileged.id, privileged]]),
  summary: {
    environments: ["production", "staging"],
    alone: 0,
    applications: 1,
    trees: 2,
    objects: 3,
    policies: 4,
    findings: { error: 2, warning: 1, info: 1 },
    excepted: 1,
    profile: { name: "default", findings: 2 },
    levels: [
      { rules: "security/*", level: "warning", findings: 3, reason: `a pilot ${HOSTILE}` },
      { rules: "alerts/for", level: "off", findings: 1 },
    ],
    remote: [],
    notChecked: ["a chart"],
    milliseconds: 1234,
  },
});

async function format(name: string, all: readonly Finding[] = findings): Promise<string> {
  const root = makeRepository({ "app.yaml": "before: 1\nwrong: true\n" });
  return (await loadFormat(name))(report(all), { root, colors: pc.createColors(false) });
}

const schema = (path: string) => JSON.parse(readFileSync(path, "utf8"));

test("each file of formats/ is a format", () => {
  expect(formatNames()).toEqual(expect.arrayContaining(["github", "gitlab", "html", "json", "junit", "markdown", "sarif", "text"]));
});

describe("text", () => {
  test("says a shared cause once, like a compiler, with the line and a caret", async () => {
    expect(await format("text", findings.slice(0, 2))).toContain(`staging and production / app

app.yaml:2:7: error: container app is privileged [security/privileged]
  Deployment app/app  /spec/template/spec/containers/0/securityContext/privileged
  1 | before: 1
  2 | wrong: true
    |       ^
  set in base.yaml:9, overridden in app.yaml:2
  Set privileged: false.
`);
  });

  const many = Array.from({ length: 150 }, (_, index): Finding => {
    const rule = ruleCalled(`security/rule-${index % 2 ? "odd" : index % 4 ? "two" : "four"}`).id;
    return { ...finding, rule, message: `wrong ${index}`, source: { file: "app.yaml", line: index + 1, column: 1 } };
  });

  test("sums many findings up by rule and place, the worst first, on a screen", async () => {
    const lines = (await format("text", many)).split("\n");
    expect(lines.length).toBeLessThan(40);
    expect(lines.filter((line) => line.length > 80).filter((line) => !/tree|profile|sets/.test(line))).toEqual([]);
    expect(lines.filter((line) => /^ +\d+ {2}error security/.test(line))).toEqual([
      "    75  error security/rule-odd",
      "    38  error security/rule-four",
      "    37  error security/rule-two",
    ]);
    expect(lines).toEqual(expect.arrayContaining(["        wrong 1", "        app.yaml:2:1"]));
    expect(lines).toContain("   150  staging / app");
    expect(lines.join("\n")).toContain("--all shows each");
  });

  test("shows them all where that is asked", async () => {
    const root = makeRepository({ "app.yaml": "" });
    const text = await (await loadFormat("text"))(report(many), { root, colors: pc.createColors(false), all: true });
    expect(text.match(/^app\.yaml:\d+:1: error: wrong \d+ \[security/gm)).toHaveLength(150);
  });

  test("says once what one line does to a hundred environments and two containers", async () => {
    const reached = Array.from({ length: 200 }, (_, index): Finding => {
      return { ...finding, environment: `e${index % 100}`, message: `container ${index % 2 ? "app" : "sidecar"} is privileged`, path: `/${index % 2}` };
    });
    const text = await format("text", reached);
    expect(text.match(/^app\.yaml:2:7: error: /gm)).toHaveLength(1);
    expect(text).toContain("100 environments / app\n");
    expect(text).toContain("  the same place: container app is privileged\n");
    expect(text).toContain("1 error (200 with what else the same lines reach): ");
  });

  test("sums up what was and was not done", async () => {
    expect(await format("text")).toContain(
      "1 error, 1 warning, 1 for your information (4 with what else the same lines reach): 3 objects in 2 trees of production and staging, 4 policies; exceptions hide 1 finding, in 1.23 s",
    );
    expect(await format("text")).toContain("not checked: a chart");
  });

  test("has no colours in a pipe, and none of the progress", async () => {
    const { stdout, stderr } = await runCli("validate", [makeRepository({ "a.yaml": configMap("a") })], { env: { NO_COLOR: "", FORCE_COLOR: "" } });
    expect(stdout + stderr).not.toContain("\x1b");
  });
});

describe("json", () => {
  test("is as its published schema says", async () => {
    const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema(`${ROOT}schemas/report.json`));
    const value = JSON.parse(await format("json"));
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...value, findings: [{ ...value.findings[0], severity: "fatal" }] })).toBe(false);
    expect(value.findings).toHaveLength(findings.length);
  });

  test("of a real run too", async () => {
    const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema(`${ROOT}schemas/report.json`));
    const root = makeRepository({ "a.yaml": configMap("a").replace("\ndata:", "\ndta:") });
    const { stdout, status } = await runCli("validate", ["--format", "json", root]);
    const value = JSON.parse(stdout);
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect([status, value.findings[0].rule, value.findings[0].source]).toEqual([1, "model/unknown-field", { file: "a.yaml", line: 5, column: 1 }]);
  });
});

describe("sarif", () => {
  const path = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  const ajv = new Ajv.Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  // It is of draft-04, which called its identity "id"; what it says otherwise means the same to ajv.
  const { $schema: _draft, id: _id, ...sarifSchema } = schema(path);
  const validate = ajv.compile(sarifSchema);

  test.each([
    ["findings", findings],
    ["no findings", []],
  ])("with %s is as the public schema of SARIF 2.1.0 says", async (_what, all) => {
    expect(validate(JSON.parse(await format("sarif", all))), JSON.stringify(validate.errors)).toBe(true);
  });

  test("points at lines, describes rules, and knows a finding again when lines move", async () => {
    const [run] = JSON.parse(await format("sarif")).runs;
    expect(run.results[0].locations[0].physicalLocation).toEqual({ artifactLocation: { uri: "app.yaml" }, region: { startLine: 2, startColumn: 7 } });
    expect(run.tool.driver.rules[run.results[0].ruleIndex]).toMatchObject({
      id: "security/privileged",
      helpUri: "https://example.com/rule",
      help: { markdown: expect.stringContaining("They own the node.") },
    });
    const both = await format("sarif", findings.slice(0, 2));
    expect(JSON.parse(both).runs[0].results).toMatchObject([{ properties: { environments: ["staging", "production"] } }]);
    const moved = JSON.parse(await format("sarif", [{ ...finding, source: { file: "app.yaml", line: 3, column: 7 } }])).runs[0];
    expect(moved.results[0].partialFingerprints).toEqual(run.results[0].partialFingerprints);
    expect(run.results[1].partialFingerprints).not.toEqual(run.results[0].partialFingerprints);
  });
});

describe("junit", () => {
  test("is well-formed whatever the values hold, and counts what failed", async () => {
    const xml = await format("junit");
    expect(xml).toContain('<testsuites name="validate" tests="4" failures="3" time="1.234">');
    expect(xml).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp;");
    expect(xml).not.toContain("\u0007");
    const open = xml.match(/<(testsuites?|testcase|failure|system-out)\b/g)?.length;
    expect(xml.match(/<\/(testsuites?|testcase|failure|system-out)>/g)?.length).toBe(open);
  });

  test("says that it ran when there is nothing to say", async () => {
    expect(await format("junit", [])).toContain('<testcase name="3 objects" classname="validate"/>');
  });
});

describe("github", () => {
  test("annotates lines, one command a line whatever the values hold", async () => {
    const lines = (await format("github")).trimEnd().split("\n");
    expect(lines).toHaveLength(findings.length - 1);
    expect(lines[0]).toBe(
      "::error file=app.yaml,line=2,col=7,title=security/privileged::staging and production / Deployment app/app: container app is privileged%0ASet privileged: false.",
    );
    expect(lines[2]).toMatch(/^::notice title=discover\/none::nowhere in particular%0A/);
  });
});

describe("limits of those who read", () => {
  const far = (count: number) =>
    Array.from({ length: count }, (_, index): Finding => {
      const severity = index === count - 1 ? "error" : "warning";
      return { ...finding, severity, message: `wrong ${index}`, source: { file: `app-${index}.yaml`, line: 1, column: 1 } };
    });

  test("GitHub shows ten annotations of a kind, and the tenth says what it leaves out", async () => {
    const lines = (await format("github", far(2000))).trimEnd().split("\n");
    expect(lines.filter((line) => line.startsWith("::warning "))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith("::error "))).toHaveLength(1);
    expect(lines).toContain("::warning title=and more::1990 more, which the report has: 1990 of security/privileged");
  });

  test("code scanning gets no more than 25,000 results and 10 MB, the errors first, and is told what is left out", async () => {
    const text = await format("sarif", far(30_000));
    const [run] = JSON.parse(text).runs;
    expect(Buffer.byteLength(text)).toBeLessThan(10_000_000);
    expect(run.results.length).toBeLessThanOrEqual(25_000);
    expect(run.results.length).toBeGreaterThan(8_000);
    expect(run.results[0].level).toBe("error");
    const [{ message }] = run.invocations[0].toolExecutionNotifications;
    expect(message.text).toContain(`${30_000 - run.results.length} findings are left out`);
  });
});

describe("gitlab", () => {
  test("has what Code Quality needs, and a fingerprint of its own for each finding", async () => {
    const issues = JSON.parse(await format("gitlab"));
    expect(issues[0]).toMatchObject({ check_name: "security/privileged", severity: "major", location: { path: "app.yaml", lines: { begin: 2 } } });
    expect(new Set(issues.map((issue: { fingerprint: string }) => issue.fingerprint)).size).toBe(findings.length - 1);
  });
});

describe("markdown", () => {
  test("shows values and lets none of them act", async () => {
    const text = await format("markdown");
    expect(text).toContain("🔴 1 error, 1 warning and 1 for information");
    expect(text).toContain("`app.yaml:2:7` **container app is privileged**");
    expect(text).not.toContain("<script>");
    expect(text).not.toMatch(/(^|[^\\])@team/);
  });

  test("sums a large report up, whole, where GitHub would cut it", async () => {
    const many = Array.from(
      { length: 2000 },
      (_, index): Finding => ({
        ...finding,
        rule: ruleCalled(`security/rule-${index % 7}`).id,
        message: `container ${index} is privileged`,
        source: { file: "app.yaml", line: index + 1, column: 1 },
      }),
    );
    const text = await format("markdown", many);
    expect(text.length).toBeLessThan(60_000);
    expect(text).toContain("2000 findings are too many for one comment");
    expect(text.match(/^\| 🔴 `security\/rule-\d` \| 28[56] \|/gm)).toHaveLength(7);
  });
});
