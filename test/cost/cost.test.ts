import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pc from "picocolors";
import { describe, expect, test } from "vitest";
import { estimates } from "../../scripts/cost/estimate.ts";
import { formatEstimate } from "../../scripts/cost/table.ts";
import { projectAt } from "../support/project.ts";

const FIXTURES = fileURLToPath(new URL("../fixtures/budget", import.meta.url));

async function estimate(fixture: string) {
  const [first] = await estimates(projectAt(join(FIXTURES, fixture)));
  if (!first) throw new Error("no estimate");
  return first;
}

describe("the estimate of an environment", () => {
  test("names each thing that costs, its price, and the sums", async () => {
    const { lines, monthly, daily } = await estimate("monthly-estimate/ok-within");
    // Two replicas with one GPU each, of a product that nobody named, all 730 hours of a month.
    expect(lines).toEqual([expect.objectContaining({ item: "GPU", price: 0.95, amounts: { minimum: 2, expected: 2, maximum: 2 } })]);
    expect(monthly.expected).toBeCloseTo(2 * 0.95 * 730);
    expect(daily.expected).toBeCloseTo(2 * 0.95 * 24);
  });

  test("follows the bounds of the autoscaler", async () => {
    const { lines } = await estimate("autoscaler-maximum/ok-stated");
    const cpu = lines.find((line) => line.item === "CPU");
    expect(cpu?.amounts).toEqual({ minimum: 0.1, expected: expect.closeTo(0.3), maximum: 0.5 });
  });

  test("is a table with the budget beside the sums", async () => {
    const text = formatEstimate(await estimate("monthly-estimate/ok-within"), pc.createColors(false));
    expect(text).toContain("Deployment web  GPU  1387.00   1387.00  1387.00  2 GPU at 0.95 USD an hour");
    expect(text).toContain("budget 100000 at the expected scale");
  });
});
