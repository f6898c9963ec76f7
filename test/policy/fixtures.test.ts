import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { validate } from "../../scripts/pipeline.ts";
import { POLICY_DIST } from "../../scripts/policy/module.ts";
import { ROOT } from "../support/cli.ts";

const FIXTURES = fileURLToPath(new URL("../fixtures", import.meta.url));
// A rule on a step has its fixtures in pairs: test/history/transition.test.ts.
const rules = Object.keys(JSON.parse(readFileSync(join(POLICY_DIST, "rules.json"), "utf8")).rules).filter((rule) => !rule.startsWith("transition/"));

/** The fixtures of a rule: test/fixtures/<group>/<rule>/{ok,bad}-<reason>. */
function fixturesOf(rule: string, prefix: string): string[] {
  try {
    return readdirSync(join(FIXTURES, rule)).filter((name) => name.startsWith(`${prefix}-`));
  } catch {
    return [];
  }
}

async function findingsOf(rule: string, name: string) {
  const { findings } = await validate({ root: join(FIXTURES, rule, name), permissions: { remote: false }, cache: true, data: ROOT });
  return findings;
}

describe.each(rules)("%s", (rule) => {
  test("has a fixture that it accepts and one that it refuses", () => {
    expect(fixturesOf(rule, "ok"), "ok-<reason>").not.toEqual([]);
    expect(fixturesOf(rule, "bad"), "bad-<reason>").not.toEqual([]);
  });

  test.each(fixturesOf(rule, "ok"))("accepts %s", async (name) => {
    const findings = await findingsOf(rule, name);
    expect(findings.filter((finding) => finding.rule === rule || finding.severity === "error")).toEqual([]);
  });

  test.each(fixturesOf(rule, "bad"))("refuses %s, and for nothing else", async (name) => {
    const findings = await findingsOf(rule, name);
    expect(findings.map((finding) => finding.rule)).toContain(rule);
    expect(findings.filter((finding) => finding.rule !== rule && finding.severity === "error")).toEqual([]);
  });
});
