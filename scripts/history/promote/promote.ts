import { UserError } from "../../errors.ts";
import type { Finding } from "../../finding.ts";
import { validate } from "../../pipeline.ts";
import type { ProjectOptions } from "../../project.ts";
import { place, plural } from "../../report/wording.ts";
import { type Review, review } from "../review.ts";
import type { Snapshots } from "../snapshot.ts";
import { commitEdits } from "./commit.ts";
import { renderDigest } from "./digest.ts";
import type { History } from "./history.ts";
import { messageOf } from "./message.ts";
import type { Plan, Route } from "./plan.ts";

/** A promotion that is made, validated and committed, and that no branch holds yet. */
export interface Promotion {
  readonly commit: string;
  readonly message: string;
  readonly review: Review;
}

/**
 * Refuses to promote what is not clean where it is.
 * @throws UserError naming the first error of the source environment
 */
export async function requireClean(snapshots: Snapshots, history: History, { source, from }: Route, options: ProjectOptions): Promise<void> {
  const { findings } = await validate(await snapshots.at(history.root, source, { ...options, environment: from }));
  const errors = findings.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (!first) return;
  const where = first.source ? `${place(first.source)}: ` : "";
  throw new UserError(
    `${from} at ${source.slice(0, 12)} has ${plural(errors.length, "error")} itself and is not promoted; the first: ${where}${first.message} [${first.rule}]`,
  );
}

/** Commits the plan to no branch, and judges the result as a change of the target. */
export async function prepare(snapshots: Snapshots, history: History, route: Route, plan: Plan, options: ProjectOptions): Promise<Promotion> {
  const draft = await commitEdits(history, route.target, plan.edits, "draft");
  const before = await snapshots.at(history.root, route.target, { ...options, name: route.target.slice(0, 12), allowEmpty: true });
  const after = await snapshots.at(history.root, draft, { ...options, name: "its promotion" });
  const result = await review(history.root, before, after, { known: [] });
  const message = await messageOf(history, route, plan, result, renderDigest(result.comparison.after.objects, route.to));
  return { commit: await commitEdits(history, route.target, plan.edits, message), message, review: result };
}

/** The errors that forbid a promotion: those of the target environment and of the repository as a whole. */
export function forbidding({ report }: Review, { to }: Route): Finding[] {
  return report.findings.filter(({ severity, environment }) => severity === "error" && (environment === undefined || environment === to));
}
