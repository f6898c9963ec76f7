import type { ObjectRef } from "../finding.ts";
import { ask } from "../policy/evaluate.ts";
import type { Project } from "../project.ts";
import type { RenderedObject } from "../render/index.ts";

/** By the scale of the autoscalers: at their minimum, where they are expected to be, at their maximum. */
export const SCALES = ["minimum", "expected", "maximum"] as const;
export type ByScale = Readonly<Record<(typeof SCALES)[number], number>>;

/** One thing that costs. */
export interface CostLine {
  readonly object: ObjectRef;
  /** "GPU", "CPU", "memory", "storage (<class>)"; with "of no known price" where a general price stands in. */
  readonly item: string;
  /** What the price is for: "core", "GiB", "GPU". */
  readonly unit: string;
  /** US dollars an hour for one unit. */
  readonly price: number;
  /** Units. */
  readonly amounts: ByScale;
  /** US dollars a month. */
  readonly monthly: ByScale;
}

/** What policies/lib/cost.rego answers: the estimate that the budget rules judge. */
export interface Estimate {
  readonly environment: string;
  readonly lines: readonly CostLine[];
  /** US dollars. */
  readonly monthly: ByScale;
  readonly daily: ByScale;
  /** What policies/data/budgets.yaml allows for the infrastructure, in US dollars; undefined when it does not name the environment. */
  readonly budget?: { readonly monthly: number; readonly daily: number };
}

/**
 * Estimates every environment of a project, by the rules' own entrypoint.
 * @param prices the parameters of the rules to reckon with; the project's own when left out
 * @param counts which objects are reckoned with; all when left out
 * @throws UserError when the policies do not load
 */
export async function estimates(
  project: Project,
  prices?: Readonly<Record<string, unknown>>,
  counts?: (object: RenderedObject) => boolean,
): Promise<Estimate[]> {
  const { policy } = await project.toolbox.policies();
  const params = prices ?? (await project.parameters()).params;
  const { environments } = params["budgets"] as { environments: Record<string, { infrastructure: Estimate["budget"] }> };
  const result: Estimate[] = [];
  for (const [environment, members] of await project.members()) {
    const whole = await project.input(environment);
    const input = counts ? { ...whole, objects: members.filter(counts).map(({ manifest }) => manifest) } : whole;
    const answer = ask<Omit<Estimate, "environment">>(policy, params, input, "main/cost");
    const budget = environments[environment]?.infrastructure;
    result.push({ environment, ...answer, ...(budget ? { budget } : {}) });
  }
  return result;
}
