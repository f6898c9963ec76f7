import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compare } from "../../scripts/history/compare.ts";
import { judgeStep } from "../../scripts/history/transition.ts";
import { POLICY_DIST } from "../../scripts/policy/module.ts";
import { projectAt } from "../support/project.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/transition");
const rules = Object.keys(JSON.parse(readFileSync(join(POLICY_DIST, "rules.json"), "utf8")).rules)
  .filter((rule) => rule.startsWith("transition/"))
  .map((rule) => rule.slice("transition/".length));

/** What the rules say of the step from <fixture>/before to <fixture>/after. */
async function judge(rule: string, fixture: string) {
  const side = (name: string) => projectAt(join(FIXTURES, rule, fixture, name), { name, cache: false });
  return (await judgeStep(await compare(side("before"), side("after"), { whole: true }))).findings;
}

describe.each(rules)("transition/%s", (rule) => {
  // Those in one file: test/policy/fixtures.test.ts.
  const fixtures = readdirSync(join(FIXTURES, rule)).filter((name) => !name.endsWith(".yaml"));

  test.each(fixtures.filter((name) => name.startsWith("ok-")))("accepts %s", async (fixture) => {
    expect((await judge(rule, fixture)).map((finding) => finding.rule)).not.toContain(`transition/${rule}`);
  });

  test.each(fixtures.filter((name) => name.startsWith("bad-")))("refuses %s, and says where", async (fixture) => {
    const found = (await judge(rule, fixture)).filter((finding) => finding.rule === `transition/${rule}`);
    expect(found).not.toEqual([]);
    for (const { object, source, help } of found) {
      expect(help).not.toBe("");
      // Only what is said of an environment as a whole has no line.
      if (object) expect(source?.file).toMatch(/\.yaml$/);
    }
  });
});

test("what is gone is shown where it was before the change", async () => {
  const [finding] = await judge("prune-data", "bad-claim");
  expect(finding?.source).toMatchObject({ file: "objects.yaml", line: 1, chain: [{ note: "as of before" }] });
});
