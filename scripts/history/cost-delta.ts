import { type ByScale, type Estimate, estimates, SCALES } from "../cost/estimate.ts";
import type { ObjectRef } from "../finding.ts";
import { idOf, refOf } from "../kubernetes/object-id.ts";
import type { Comparison, ObjectChange } from "./compare.ts";

/** What a change costs in one environment, in US dollars a month, at each scale of its autoscalers. */
export interface CostDelta {
  readonly environment: string;
  readonly before: ByScale;
  readonly after: ByScale;
  /** What the environment may cost at the expected scale; undefined where nothing says so. */
  readonly budget?: number;
}

const NOTHING: ByScale = { minimum: 0, expected: 0, maximum: 0 };

/**
 * The cost of every environment before and after, both at the prices and budgets of the state after: what is compared is the change.
 * What is pruned costs nothing any more, though its files may still be there, and what is added cost nothing before;
 * what could not be rendered on one side counts on neither.
 */
export async function costDelta({ before, after, changes, notCompared }: Comparison): Promise<CostDelta[]> {
  const { params } = await after.project.parameters();
  const of = (kind: ObjectChange["kind"]) =>
    new Set(changes.filter((change) => change.kind === kind).map(({ environment, object }) => keyOf(environment, object)));
  const sides = [[before, of("added")] as const, [after, of("pruned")] as const];
  const [was, is] = await Promise.all(
    sides.map(([{ project }, away]) =>
      estimates(project, params, ({ manifest, tree }) => !notCompared.includes(tree.path) && !away.has(keyOf(tree.environment, refOf(manifest)))),
    ),
  );
  const find = (all: readonly Estimate[] | undefined, environment: string) => all?.find((estimate) => estimate.environment === environment);
  const environments = [...new Set([...(was ?? []), ...(is ?? [])].map((estimate) => estimate.environment))].sort();
  return environments.map((environment) => {
    const [old, now] = [find(was, environment), find(is, environment)];
    const budget = now?.budget?.monthly;
    return { environment, before: old?.monthly ?? NOTHING, after: now?.monthly ?? NOTHING, ...(budget === undefined ? {} : { budget }) };
  });
}

function keyOf(environment: string, object: ObjectRef): string {
  return `${environment}\n${idOf(object)}`;
}

/** "+12.00", "-3.50", "±0". */
export function signed(amount: number): string {
  if (Math.abs(amount) < 0.005) return "±0";
  return `${amount > 0 ? "+" : ""}${amount.toFixed(2)}`;
}

/** The table for a pull request: the environments of which the cost changes; nothing where it does not. */
export function costMarkdown(all: readonly CostDelta[]): string {
  const deltas = all.filter(({ before, after }) => SCALES.some((scale) => Math.abs(after[scale] - before[scale]) >= 0.005));
  if (deltas.length === 0) return "";
  const cell = ({ before, after }: CostDelta, scale: keyof ByScale) => `${after[scale].toFixed(2)} (${signed(after[scale] - before[scale])})`;
  const rows = deltas.map((delta) => {
    const over = delta.budget !== undefined && delta.after.expected > delta.budget ? " 🔴" : "";
    return `| ${delta.environment} | ${SCALES.map((scale) => cell(delta, scale)).join(" | ")} | ${delta.budget?.toFixed(2) ?? "none"}${over} |`;
  });
  return [
    "#### Cost, USD a month",
    "",
    `| Environment | ${SCALES.join(" | ")} | budget at expected |`,
    "| --- | ---: | ---: | ---: | ---: |",
    ...rows,
    "",
  ].join("\n");
}

/** The same for a terminal. */
export function costText(deltas: readonly CostDelta[]): string {
  return deltas
    .map(({ environment, before, after, budget }) => {
      const parts = SCALES.map((scale) => `${scale} ${after[scale].toFixed(2)} (${signed(after[scale] - before[scale])})`);
      return `${environment}, USD a month: ${parts.join(", ")}${budget === undefined ? "" : `; budget ${budget.toFixed(2)} at expected`}\n`;
    })
    .join("");
}
