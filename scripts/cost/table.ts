import type pc from "picocolors";
import { type ByScale, type CostLine, type Estimate, SCALES } from "./estimate.ts";

/** An estimate as a table for a person: what costs most comes first, what never costs a cent is left out. */
export function formatEstimate(estimate: Estimate, colors: ReturnType<typeof pc.createColors>): string {
  const lines = estimate.lines.filter((line) => line.monthly.maximum >= 0.005).sort((a, b) => b.monthly.maximum - a.monthly.maximum);
  const rows = [
    ["", "", ...SCALES, "where it comes from"],
    ...lines.map((line) => [nameOf(line), line.item, ...cells(line.monthly), origin(line)]),
    ["a month", "", ...cells(estimate.monthly), budget(estimate.budget?.monthly, "at the expected scale")],
    ["a day", "", ...cells(estimate.daily), budget(estimate.budget?.daily, "at the maximum scale")],
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const text = rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, column))
      .join("  ")
      .trimEnd(),
  );
  const [head = "", ...rest] = text;
  const sums = rest.splice(-2);
  return `${[colors.bold(`${estimate.environment} (USD)`), colors.dim(head), ...rest, ...sums.map(colors.bold)].join("\n")}\n`;
}

/** "Deployment ai-scientist". */
function nameOf({ object }: CostLine): string {
  return `${object.kind} ${object.name}`;
}

/** "2 to 10 GPU at 0.95 USD an hour". */
function origin({ amounts, unit, price }: CostLine): string {
  const [least, most] = [amounts.minimum, amounts.maximum].map((amount) => String(Number(amount.toFixed(3))));
  return `${least === most ? most : `${least} to ${most}`} ${unit} at ${price} USD an hour`;
}

function budget(amount: number | undefined, when: string): string {
  return amount === undefined ? "no budget" : `budget ${amount} ${when}`;
}

function cells(amounts: ByScale): string[] {
  return SCALES.map((scale) => amounts[scale].toFixed(2));
}

/** Numbers are aligned by their end, words by their beginning. */
function pad(cell: string, width: number, column: number): string {
  return column >= 2 && column < 2 + SCALES.length ? cell.padStart(width) : cell.padEnd(width);
}
