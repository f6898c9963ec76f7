import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadFileRules } from "../../scripts/discover/file-rules.ts";
import { POLICY_DIST } from "../../scripts/policy/module.ts";
import { FIXTURES, judge } from "../support/fixtures.ts";

const policies = Object.keys(JSON.parse(readFileSync(join(POLICY_DIST, "rules.json"), "utf8")).rules);
const rules = [...new Set([...policies, ...(await loadFileRules()).keys()])].sort();
const isAboutStep = (rule: string) => rule.startsWith("transition/");

/** The fixtures of a rule: test/fixtures/<group>/<rule>/{ok,bad}-<reason>.yaml. */
function fixturesOf(rule: string): string[] {
  const folder = join(FIXTURES, rule);
  return existsSync(folder) ? readdirSync(folder) : [];
}

test("the good world is good: nothing at all is said of it", async () => {
  expect(await judge.world()).toEqual([]);
});

test("each fixture is one of a rule that there is", () => {
  const files = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml") && !file.startsWith("world/"));
  expect(files.filter((file) => !rules.includes(dirname(file)) || !/^(ok|bad)-[a-z0-9-]+\.yaml$/.test(basename(file)))).toEqual([]);
});

describe.each(rules)("%s", (rule) => {
  const names = fixturesOf(rule);
  const judged = (name: string) => judge[isAboutStep(rule) ? "step" : "state"](join(FIXTURES, rule, name), rule);

  test("has a fixture that it accepts and one that it refuses", () => {
    for (const verdict of ["ok-", "bad-"])
      expect(
        names.filter((name) => name.startsWith(verdict)),
        `${verdict}<reason>.yaml`,
      ).not.toEqual([]);
  });

  test.each(names.filter((name) => name.startsWith("ok-")))("accepts %s", async (name) => {
    const { said, expected } = await judged(name);
    expect(said).toEqual(expected);
    expect(said.filter((each) => each.startsWith(`${rule} `))).toEqual([]);
  });

  test.each(names.filter((name) => name.startsWith("bad-")))("refuses %s at the marked line, and nothing else", async (name) => {
    const { said, expected } = await judged(name);
    expect(said).toEqual(expected);
    expect(said.some((each) => each.startsWith(`${rule} `))).toBe(true);
  });
});
