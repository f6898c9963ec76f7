import { environmentsOf } from "../discover/repository.ts";
import { compareFindings, type Finding } from "../finding.ts";
import { idOf, refOf } from "../kubernetes/object-id.ts";
import { today } from "../pipeline.ts";
import { loadData } from "../policy/data.ts";
import { evaluate } from "../policy/evaluate.ts";
import { applyExceptions, isAboutStep, loadExceptions } from "../policy/exceptions.ts";
import type { PolicyModule } from "../policy/module.ts";
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
 * @throws UserError when the parameters or the exceptions do not load
 */
export async function judgeTransition(comparison: Comparison, module: PolicyModule): Promise<Transition> {
  const { after } = comparison;
  const data = await loadData(after.snapshot.root);
  const all = stepInputs(comparison).flatMap((input) => evaluate(module, data, input, "main/transition").map((finding) => placed(finding, comparison)));
  const exceptions = (await loadExceptions(after.snapshot.root)).filter(isAboutStep);
  const { kept, hidden } = applyExceptions(all, exceptions, environmentsOf(after.repository), today(), await loadCatalogue(module.rules));
  // An exception for an earlier step has done its work: it must go when it expires, not at once.
  return { findings: kept.filter(({ rule }) => rule !== exceptionRules.unused.id).sort(compareFindings), hidden };
}

/** Says whose a finding is, and which line it is about: that after the step, or that before it for what is gone. */
export function placed(finding: Finding, { before, after }: Comparison): Finding {
  const found = placedIn(finding, after);
  if (found) return found;
  const gone = placedIn(finding, before);
  if (!gone?.source) return finding;
  const { file, line } = gone.source;
  return { ...gone, source: { ...gone.source, chain: [{ file, line, note: `as of ${before.snapshot.name}` }] } };
}

function placedIn(finding: Finding, { repository, objects }: Side): Finding | undefined {
  const id = finding.object && idOf(finding.object);
  const object = objects.find(({ manifest, tree }) => tree.environment === finding.environment && idOf(refOf(manifest)) === id);
  return object && { ...finding, ...ownerOf(object.tree), source: locateIn(repository, object, finding.path ?? "") };
}
