import { compareFindings, type Finding } from "../finding.ts";
import { validate } from "../pipeline.ts";
import type { Project } from "../project.ts";
import { countFindings, type Report } from "../report/summary.ts";
import { applyLevels, joinLevels } from "../rules/levels.ts";
import { select } from "../rules/selection.ts";
import { accessChanges, type Notice } from "./access.ts";
import { type Baseline, baseline } from "./baseline.ts";
import { type ChangedFile, changedFiles, isOfWordsAlone } from "./changed-files.ts";
import { type Comparison, compare } from "./compare.ts";
import { type CostDelta, costDelta } from "./cost-delta.ts";
import { judgeChanges } from "./judge.ts";
import { judgeStep } from "./transition.ts";
import { type Unpromoted, unpromoted } from "./unpromoted.ts";
import { type VersionChange, versionChanges } from "./versions.ts";

/** Somebody else to ask about a step: a real API server. */
export type Ask = (comparison: Comparison) => Promise<Finding[]>;

/** Everything there is to say of a change. */
export interface Review {
  /** What is wrong with the state after, and with the step to it; `known` of it was wrong before. */
  readonly report: Report;
  readonly baseline: Baseline;
  readonly comparison: Comparison;
  readonly cost: readonly CostDelta[];
  /** What of it alters how it is judged. */
  readonly judge: readonly string[];
  readonly access: readonly Notice[];
  readonly versions: readonly VersionChange[];
  readonly unpromoted: readonly Unpromoted[];
}

/** What a change may be told beside its two states. */
export interface ReviewOptions {
  readonly ask?: Ask | undefined;
  /** The findings of the state before, where they are not to be worked out. */
  readonly known?: readonly Finding[];
}

/** A change that touches neither what is deployed nor what judges. */
export interface Words {
  readonly files: readonly ChangedFile[];
}

/** The files of a change of words alone; undefined for any other. */
export async function wordsAlone(root: string, before: Project, after: Project): Promise<Words | undefined> {
  const files = await changedFiles(root, before, after);
  return (await isOfWordsAlone(files, before, after)) ? { files } : undefined;
}

/**
 * Validates both states, tells what the change brings from what was there, compares them, judges the step and estimates its cost.
 * @param root where Git is asked which files differ
 * @throws UserError when the tool itself cannot do its work
 */
export async function review(root: string, before: Project, after: Project, { ask, known }: ReviewOptions = {}): Promise<Review> {
  const files = await changedFiles(root, before, after);
  const validation = await validate(after);
  const was = known ?? (await validate(before)).findings;
  const comparison = await compare(before, after, { whole: true });
  const { findings: said, hidden } = await judgeStep(comparison);
  const refused = (await ask?.(comparison)) ?? [];
  const shown = [...said, ...refused].map((finding) => comparison.redactor.finding(finding));
  const steps = applyLevels(shown, await after.config());
  const selected = select(steps.findings, after.options.selection ?? {}, [...(validation.rules?.keys() ?? [])]);
  const findings = [...validation.findings, ...selected.findings].sort(compareFindings);
  const told = baseline(was, findings);
  const levels = joinLevels(validation.summary.levels, steps.levels);
  const excepted = validation.summary.excepted + hidden;
  const profile = { ...validation.summary.profile, findings: validation.summary.profile.findings + steps.byProfile };
  const { rules } = await after.policies();
  const summary = { ...validation.summary, findings: countFindings(findings), excepted, profile, levels, policies: Object.keys(rules).length };
  return {
    report: { ...validation, summary, findings, known: new Set(told.old) },
    baseline: told,
    comparison,
    cost: await costDelta(comparison),
    judge: (await judgeChanges(before, after, files)).map((text) => comparison.redactor.text(text)),
    access: accessChanges(comparison.pairs),
    versions: versionChanges(comparison.changes),
    unpromoted: unpromoted(comparison, files),
  };
}
