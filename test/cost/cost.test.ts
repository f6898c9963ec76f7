import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pc from "picocolors";
import { describe, expect, test } from "vitest";
import { estimates } from "../../scripts/cost/estimate.ts";
import { formatEstimate } from "../../scripts/cost/table.ts";
import { judge as fixtures } from "../support/fixtures.ts";

const FIXTURES = fileURLToPath(new URL("../fixtures/budget", import.meta.url));

async function estimate(fixture: string) {
  const [first] = await estimates(fixtures.projectOf(join(FIXTURES, `${fixture}.yaml`)));
  if (!first) throw new Error("no estimate");
  return first;
}

describe("the estimate of an environment", () => {
  test("names each thing that costs, its price, and the sums", async () => {
    const { lines, monthly, daily } = await estimate("monthly-estimate/ok-within");
    // Two replicas with one GPU each, of a product that nobody named: its price is that of a GPU alone, and the rest is beside it.
    const item = (name: string, price: number, amount: number) =>
      expect.objectContaining({ item: name, price, amounts: { minimum: amount, expected: amount, maximum: amount } });
    expect(lines.filter(({ object }) => object.name === "web")).toEqual([
      item("GPU (of no known price)", 0.95, 2),
      item("CPU", 0.031611, 0.2),
      item("memory", 0.004237, 0.25),
    ]);
    // Three replicas of the proxy, 100m each.
    expect(lines.find(({ object, item }) => object.name === "proxy" && item === "CPU")).toMatchObject({ amounts: { expected: expect.closeTo(0.3) } });
    const others = lines.filter(({ unit }) => unit !== "GPU").reduce((sum, line) => sum + line.monthly.expected, 0);
    expect(others).toBeGreaterThan(0.3 * 0.031611 * 730);
    expect(monthly.expected).toBeCloseTo(2 * 0.95 * 730 + others);
    expect(daily.expected).toBeCloseTo(monthly.expected / (730 / 24));
  });

  test("follows the bounds of the autoscaler", async () => {
    const { lines } = await estimate("autoscaler-maximum/ok-stated");
    const cpu = lines.find((line) => line.object.name === "web" && line.item === "CPU");
    expect(cpu?.amounts).toEqual({ minimum: 0.1, expected: expect.closeTo(0.3), maximum: 0.5 });
  });

  test("is a table with the budget beside the sums", async () => {
    const text = formatEstimate(await estimate("monthly-estimate/ok-within"), pc.createColors(false));
    expect(text).toMatch(/^Deployment web +GPU \(of no known price\) +1387\.00 +1387\.00 +1387\.00 +2 GPU at 0\.95 USD an hour$/m);
    expect(text).toContain("budget 100000 at the expected scale");
  });
});
