import { describe, expect, test } from "vitest";
import type { Finding, RuleId } from "../../scripts/finding.ts";
import { loadCatalogue } from "../../scripts/rules/catalogue.ts";
import { applyLevels, joinLevels, type Levels, uselessLevels } from "../../scripts/rules/levels.ts";
import { PROFILES } from "../../scripts/rules/profiles.ts";
import { findingOf } from "../../scripts/rules/rule.ts";
import { GitRepository } from "../history/git-repository.ts";
import { runCli } from "../support/cli.ts";
import { configMap, makeRepository } from "../support/repository.ts";
import { ruleCalled } from "../support/rules.ts";

const finding = (id: string): Finding => findingOf(ruleCalled(id), { message: "wrong" });
const said = (findings: readonly Finding[]): Record<RuleId, string> => Object.fromEntries(findings.map(({ rule, severity }) => [rule, severity]));

const strict = (rules: Levels) => ({ rules, profile: "strict" }) as const;

describe("the level of a rule", () => {
  const findings = ["security/host-ports", "security/host-path", "alerts/for"].map(finding);

  test.each<[string, Levels, object]>([
    ["is its own where nothing is said", {}, { "security/host-ports": "error", "security/host-path": "error", "alerts/for": "error" }],
    ["is that of its id", { "alerts/for": "info" }, { "security/host-ports": "error", "security/host-path": "error", "alerts/for": "info" }],
    ["is that of a glob", { "security/*": { level: "warning" } }, { "security/host-ports": "warning", "security/host-path": "warning", "alerts/for": "error" }],
    ["takes its findings away when it is off", { "security/*": "off" }, { "alerts/for": "error" }],
    ["is that of its id before a glob's", { "security/host-ports": "info", "security/host*": "off" }, { "security/host-ports": "info", "alerts/for": "error" }],
    ["is that of the longer glob", { "*/*": "off", "security/host*": "info" }, { "security/host-ports": "info", "security/host-path": "info" }],
    ["is that of the longer glob, in any order", { "security/host*": "info", "*/*": "off" }, { "security/host-ports": "info", "security/host-path": "info" }],
  ])("%s", (_what, levels, expected) => {
    expect(said(applyLevels(findings, strict(levels)).findings)).toEqual(expected);
  });

  test("is said with what came of it, also where nothing did", () => {
    const levels: Levels = { "security/*": { level: "off", reason: "a pilot" }, "alerts/for": "error", "budget/*": "off" };
    const expected = [
      { rules: "security/*", level: "off", reason: "a pilot", findings: 2 },
      { rules: "alerts/for", level: "error", findings: 0 },
      { rules: "budget/*", level: "off", findings: 0 },
    ];
    const { levels: set } = applyLevels(findings, strict(levels));
    expect(set).toEqual(expected);
    expect(joinLevels(set, applyLevels([finding("budget/quota")], strict(levels)).levels).map((each) => each.findings)).toEqual([2, 0, 1]);
  });
});

describe("a profile", () => {
  test("names rules that there are", async () => {
    const ids = [...(await loadCatalogue()).keys()];
    for (const { levels } of Object.values(PROFILES)) expect(uselessLevels(levels, ids)).toEqual([]);
  });

  test("holds where the repository sets no level itself, and counts what it changed", () => {
    const found = ["gitops/automated", "gitops/crd-order", "security/host-path"].map(finding);
    expect(said(applyLevels(found, { rules: {}, profile: "default" }).findings)).toEqual({ "gitops/crd-order": "warning", "security/host-path": "error" });
    const { findings, byProfile, levels } = applyLevels(found, { rules: { "gitops/*": "info" }, profile: "default" });
    expect(said(findings)).toEqual({ "gitops/automated": "info", "gitops/crd-order": "info", "security/host-path": "error" });
    expect([byProfile, levels.map((each) => each.findings)]).toEqual([0, [2]]);
  });

  test("is the default one for a stranger, said in the summary, until gitops.yaml or the command line says otherwise", async () => {
    const files = { "app.yaml": "apiVersion: v1\nkind: Namespace\nmetadata: {name: web}\n" };
    const validate = async (extra: Record<string, string>, ...args: string[]) =>
      (await runCli("validate", [makeRepository({ ...files, ...extra }), ...args])).stdout;
    const stranger = await validate({});
    expect(stranger).not.toContain("security/namespace-level");
    expect(stranger).toMatch(/^profile default: \d+ rules off, \d+ at a lower level \(\d findings?\); --profile strict holds them all$/m);
    for (const strictly of [await validate({ "gitops.yaml": "profile: strict\n" }), await validate({}, "--profile", "strict")]) {
      expect(strictly).toContain("[security/namespace-level]");
      expect(strictly).not.toContain("profile");
    }
  });
});

describe("rules in gitops.yaml", () => {
  const validate = async (rules: string, ...args: string[]) => {
    const root = makeRepository({ "app/settings.yaml": configMap("settings").replace("data: {}", "data: {a: 1}"), "gitops.yaml": `rules:\n${rules}` });
    const { stdout, status } = await runCli("validate", [root, "--no-cache", ...args]);
    return { stdout, status };
  };

  test("fail no run by what is only a warning, and every run says so", async () => {
    const { stdout, status } = await validate("  model/*: {level: warning, reason: until the move}\n  alerts/for: off\n");
    expect(stdout).toMatch(/^app\/settings\.yaml:\d+:\d+: warning: .* \[model\/schema\]$/m);
    expect(stdout).toContain("gitops.yaml sets warning: model/*, 1 finding (until the move)\ngitops.yaml sets off: alerts/for, 0 findings not shown\n");
    expect(status).toBe(0);
  });

  test("may turn a rule off, and the summary counts what is not shown", async () => {
    const { stdout, status } = await validate("  model/schema: off\n", "--format", "json");
    const { findings, summary } = JSON.parse(stdout);
    expect(findings).toEqual([]);
    expect(summary.levels).toEqual([{ rules: "model/schema", level: "off", findings: 1 }]);
    expect(status).toBe(0);
  });

  test.each([
    [
      "name no rule",
      "  model/shema: off\n",
      /^gitops\.yaml:2:3: error: \/rules: no rule is called model\/shema, did you mean "model\/schema"\? \[input\/configuration\]$/m,
    ],
    [
      "are no level",
      "  model/schema: never\n",
      /^gitops\.yaml:2:\d+: error: \/rules\/model~1schema: must be one of "error", "warning", "info", "off".*found "never"/m,
    ],
  ])("that %s turn nothing off, and are a finding", async (_what, rules, says) => {
    const { stdout, status } = await validate(rules);
    expect(stdout).toMatch(says);
    expect(stdout).toMatch(/error: .* \[model\/schema\]$/m);
    expect(status).toBe(1);
  });

  test("count in the judgement of a step too", async () => {
    const claim = (size: string) =>
      `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec:\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: ${size}}}\n`;
    const repository = new GitRepository({
      "claim.yaml": claim("10Gi"),
      "gitops.yaml": "rules:\n  transition/claim-*: {level: off, reason: restored by hand}\n",
    });
    repository.commit({ "claim.yaml": claim("5Gi") });
    const { stdout, status } = await runCli("pr", ["-C", repository.root, "HEAD~1"]);
    expect(stdout).not.toContain("transition/claim-shrinks");
    expect(stdout).toContain("gitops.yaml sets off: transition/claim-\\*, 1 finding not shown (restored by hand).");
    expect(status).toBe(0);
  });
});
