import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { loadFileRules } from "../../scripts/discover/file-rules.ts";
import { validate } from "../../scripts/pipeline.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures");
const COMPILED = Object.keys(JSON.parse(readFileSync(join(import.meta.dirname, "../../policies/dist/rules.json"), "utf8")).rules);
// A rule on a step has its fixtures in pairs: test/history/transition.test.ts.
const RULES = COMPILED.filter((rule) => !rule.startsWith("transition/"));

const folders = (path: string) =>
  (existsSync(path) ? readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory()) : []).map(({ name }) => name);
const cases = (rule: string) => folders(join(FIXTURES, rule)).filter((name) => /^(ok|bad)-/.test(name));

/** Groups whose fixtures are folders of fixtures by rule: those of policies/, and those of rules about files. */
const GROUPS = [...new Set(RULES.map((rule) => rule.split("/")[0] as string)), "kustomize"];
const FIXED = GROUPS.flatMap((group) => folders(join(FIXTURES, group)).map((rule) => `${group}/${rule}`)).filter((rule) => cases(rule).length > 0);

describe("fixtures of rules", () => {
  let known: string[] = [];
  beforeAll(async () => {
    known = [...RULES, ...(await loadFileRules()).keys()];
  });

  it("belong to rules that exist", () => {
    expect(FIXED.filter((rule) => !known.includes(rule))).toEqual([]);
  });

  it("are there for every rule: one that is accepted and one that is not", () => {
    const complete = (rule: string) => ["ok-", "bad-"].every((prefix) => cases(rule).some((name) => name.startsWith(prefix)));
    expect(RULES.filter((rule) => !complete(rule))).toEqual([]);
  });

  describe.each(FIXED)("%s", (rule) => {
    it.each(cases(rule))("%s", { timeout: 60_000 }, async (name) => {
      const { findings } = await validate({ root: join(FIXTURES, rule, name), permissions: { remote: false }, cache: false });
      const said = findings.filter((finding) => finding.rule === rule);
      const others = findings.filter((finding) => finding.rule !== rule && finding.severity === "error");
      // One reason each: nothing but the rule itself may fail a bad tree, and nothing at all a good one.
      expect(others.map((finding) => `${finding.rule}: ${finding.message}`)).toEqual([]);
      expect(said.length > 0).toBe(name.startsWith("bad-"));
    });
  });
});
