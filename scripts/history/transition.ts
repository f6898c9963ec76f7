import { environmentsOf } from "../discover/repository.ts";
import { compareFindings, type Finding } from "../finding.ts";
import { InputError } from "../input-error.ts";
import { idOf, refOf } from "../kubernetes/object-id.ts";
import { today } from "../pipeline.ts";
import { evaluate } from "../policy/evaluate.ts";
import { applyExceptions, isAboutStep, loadExceptions } from "../policy/exceptions.ts";
import { locateIn } from "../render/provenance/index.ts";
import { ownerOf } from "../render/rendered-tree.ts";
import { loadCatalogue } from "../rules/catalogue.ts";
import exceptionRules from "../rules/groups/exceptions.ts";
import type { Comparison, Side } from "./compare.ts";
import { stepInputs } from "./step.ts";

/** What judging a step gives. */
export interface Transition {
  readonly findings: Finding[];
  /** How many findings policies/exceptions.yaml hides. */
  readonly hidden: number;
}

/**
 * Judges the step from one state to the next: could the cluster take it, and what would it lose?
 * @param comparison a whole one: the rules see whole environments
 * @throws UserError when the policies do not load
 */
export async function judgeStep(comparison: Comparison): Promise<Transition> {
  const { project, repository } = comparison.after;
  const module = await project.policies();
  const { params } = await project.parameters();
  const all = stepInputs(comparison).flatMap((input) => evaluate(module, params, input, "main/transition").map((finding) => placed(finding, comparison)));
  // A file of exceptions that is not in order is said by the validation of the state, and hides nothing.
  const exceptions = (await loadExceptions(project.root).catch(nothing)).filter(isAboutStep);
  const { kept, hidden } = applyExceptions(all, exceptions, environmentsOf(repository), today(), await loadCatalogue(module.rules));
  // An exception for an earlier step has done its work: it must go when it expires, not at once.
  return { findings: kept.filter(({ rule }) => rule !== exceptionRules.unused.id).sort(compareFindings), hidden };
}

function nothing(error: unknown): [] {
  if (error instanceof InputError) return [];
  throw error;
}

/** Says whose a finding is, and which line it is about: that after the step, or that before it for what is gone. */
export function placed(finding: Finding, { before, after }: Comparison): Finding {
  const found = placedIn(finding, after);
  if (found) return found;
  const gone = placedIn(finding, before);
  if (!gone?.source) return finding;
  const { file, line } = gone.source;
  return { ...gone, source: { ...gone.source, chain: [{ file, line, note: `as of ${before.project.name}` }] } };
}

function placedIn(finding: Finding, { repository, objects }: Side): Finding | undefined {
  const id = finding.object && idOf(finding.object);
  const object = objects.find(({ manifest, tree }) => tree.environment === finding.environment && idOf(refOf(manifest)) === id);
  return object && { ...finding, ...ownerOf(object.tree), source: locateIn(repository, object, finding.path ?? "") };
}
