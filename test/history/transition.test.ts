import { join } from "node:path";
import { expect, test } from "vitest";
import { judgeStep } from "../../scripts/history/transition.ts";
import { judge as fixtures } from "../support/fixtures.ts";

// What each rule on steps says is in test/fixtures/transition, and judged by test/policy/fixtures.test.ts.
const FIXTURES = join(import.meta.dirname, "../fixtures/transition");

test("what is gone is shown where it was before the change", async () => {
  const { findings } = await judgeStep(await fixtures.comparisonOf(join(FIXTURES, "prune-data/bad-claim.yaml")));
  expect(findings).toMatchObject([
    {
      object: { kind: "PersistentVolumeClaim", name: "data" },
      source: { file: "web/backup.yaml", chain: [{ file: "web/backup.yaml", note: "as of before" }] },
    },
  ]);
});

test("what changed is shown where it is after the change, and says what to do", async () => {
  const { findings } = await judgeStep(await fixtures.comparisonOf(join(FIXTURES, "role-ref/bad-another-role.yaml")));
  expect(findings).toMatchObject([{ source: { file: "web/fixture.yaml" }, help: expect.stringMatching(/./) }]);
  expect(findings[0]?.source?.chain).toBeUndefined();
});
