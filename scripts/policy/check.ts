import { digest } from "../cache.ts";
import type { Finding } from "../finding.ts";
import { attempt } from "../input-error.ts";
import { idOf, refOf } from "../kubernetes/object-id.ts";
import { ownerOf, type RenderedObject } from "../render/rendered-tree.ts";
import { evaluate } from "./evaluate.ts";
import type { PolicyInput } from "./input.ts";
import type { PolicyModule } from "./module.ts";

/** What was said of each environment, by everything that it was said from. */
export type Answers = Map<string, { readonly about: string; readonly findings: readonly Finding[] }>;

/**
 * Judges an environment, once over all its objects.
 * @param objects those that the input was made of
 * @param data the parameters of the rules
 * @param answers those of an earlier run by the same policies: an environment in which nothing changed is not judged again
 * @returns with the trouble, where the environment is too large for the policies
 */
export function checkPolicies(
  input: PolicyInput,
  objects: readonly RenderedObject[],
  module: PolicyModule,
  data: Readonly<Record<string, unknown>>,
  answers?: Answers,
): Finding[] {
  const troubles: Finding[] = [];
  const trees = new Map(objects.map(({ manifest, tree }) => [idOf(refOf(manifest)), tree]));
  const findings = attempt(
    () => answer(module, data, input, answers),
    (trouble) => troubles.push(trouble.finding({ environment: input.environment })),
  );
  return [...(findings ?? []), ...troubles].map((finding) => {
    const tree = finding.object && trees.get(idOf(finding.object));
    return { ...finding, ...(tree ? ownerOf(tree) : {}) };
  });
}

function answer(module: PolicyModule, data: Readonly<Record<string, unknown>>, input: PolicyInput, answers: Answers | undefined): readonly Finding[] {
  if (!answers) return evaluate(module, data, input);
  // Some rules ask for the day.
  const about = digest([JSON.stringify([new Date().toDateString(), data, input])]);
  const known = answers.get(input.environment);
  if (known?.about === about) return known.findings;
  const findings = evaluate(module, data, input);
  answers.set(input.environment, { about, findings });
  return findings;
}
