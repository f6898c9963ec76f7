import type { Finding } from "../finding.ts";
import { attempt } from "../input-error.ts";
import { idOf, refOf } from "../kubernetes/object-id.ts";
import { ownerOf, type RenderedObject } from "../render/rendered-tree.ts";
import { evaluate } from "./evaluate.ts";
import type { PolicyInput } from "./input.ts";
import type { PolicyModule } from "./module.ts";

/**
 * Judges an environment, once over all its objects.
 * @param objects those that the input was made of
 * @param data the parameters of the rules
 * @returns with the trouble, where the environment is too large for the policies
 */
export function checkPolicies(
  input: PolicyInput,
  objects: readonly RenderedObject[],
  module: PolicyModule,
  data: Readonly<Record<string, unknown>>,
): Finding[] {
  const troubles: Finding[] = [];
  const trees = new Map(objects.map(({ manifest, tree }) => [idOf(refOf(manifest)), tree]));
  const findings = attempt(
    () => evaluate(module, data, input),
    (trouble) => troubles.push(trouble.finding({ environment: input.environment })),
  );
  return [...(findings ?? []), ...troubles].map((finding) => {
    const tree = finding.object && trees.get(idOf(finding.object));
    return { ...finding, ...(tree ? ownerOf(tree) : {}) };
  });
}
