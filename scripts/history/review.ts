import { compareFindings, type Finding } from "../finding.ts";
import { validate } from "../pipeline.ts";
import type { Project } from "../project.ts";
import { countFindings, type Report } from "../report/summary.ts";
import { applyLevels, joinLevels } from "../rules/levels.ts";
import { type Comparison, compare } from "./compare.ts";
import { type CostDelta, costDelta } from "./cost-delta.ts";
import { judgeStep } from "./transition.ts";

/** Somebody else to ask about a step: a real API server. */
export type Ask = (comparison: Comparison) => Promise<Finding[]>;

/** Everything there is to say of a change. */
export interface Review {
  /** What is wrong with the state after, and with the step to it. */
  readonly report: Report;
  readonly comparison: Comparison;
  readonly cost: readonly CostDelta[];
}

/**
 * Validates the state after, compares it with the state before, judges the step and estimates its cost.
 * @throws UserError when the tool itself cannot do its work
 */
export async function review(before: Project, after: Project, ask?: Ask): Promise<Review> {
  const validation = await validate(after);
  const comparison = await compare(before, after, { whole: true });
  const { findings: said, hidden } = await judgeStep(comparison);
  const refused = (await ask?.(comparison)) ?? [];
  const shown = [...said, ...refused].map((finding) => comparison.redactor.finding(finding));
  const steps = applyLevels(shown, await after.config());
  const findings = [...validation.findings, ...steps.findings].sort(compareFindings);
  const levels = joinLevels(validation.summary.levels, steps.levels);
  const excepted = validation.summary.excepted + hidden;
  const profile = { ...validation.summary.profile, findings: validation.summary.profile.findings + steps.byProfile };
  const { rules } = await after.toolbox.policies();
  const summary = { ...validation.summary, findings: countFindings(findings), excepted, profile, levels, policies: Object.keys(rules).length };
  return { report: { ...validation, summary, findings }, comparison, cost: await costDelta(before, after) };
}
