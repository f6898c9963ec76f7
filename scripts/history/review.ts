import type { Permissions } from "../discover/index.ts";
import { compareFindings, type Finding } from "../finding.ts";
import { validate } from "../pipeline.ts";
import { loadPolicies } from "../policy/module.ts";
import { countFindings, type Report } from "../report/summary.ts";
import { type Comparison, compare } from "./compare.ts";
import { type CostDelta, costDelta } from "./cost-delta.ts";
import type { Snapshot } from "./snapshot.ts";
import { judgeTransition } from "./transition.ts";

export interface ReviewOptions {
  readonly permissions: Permissions;
  readonly cache: boolean;
  /** Somebody else to ask about the step: a real API server. */
  readonly ask?: (comparison: Comparison) => Promise<Finding[]>;
}

/** Everything there is to say of a change. */
export interface Review {
  /** What is wrong with the state after, and with the step to it. */
  readonly report: Report;
  readonly comparison: Comparison;
  readonly cost: readonly CostDelta[];
}

/**
 * Validates the state after, compares it with the state before, judges the step and estimates its cost.
 * @throws UserError, or an AggregateError of them, when either state cannot be read, rendered or judged
 */
export async function review(before: Snapshot, after: Snapshot, options: ReviewOptions): Promise<Review> {
  const validation = await validate({ root: after.root, ...options });
  const comparison = await compare(before, after, { ...options, whole: true });
  const module = await loadPolicies();
  const { findings: steps, hidden } = await judgeTransition(comparison, module);
  const refused = (await options.ask?.(comparison)) ?? [];
  const findings = [...validation.findings, ...steps, ...refused].sort(compareFindings);
  const excepted = validation.summary.excepted + hidden;
  const summary = { ...validation.summary, findings: countFindings(findings), excepted, policies: Object.keys(module.rules).length };
  return { report: { ...validation, summary, findings }, comparison, cost: await costDelta(comparison) };
}
