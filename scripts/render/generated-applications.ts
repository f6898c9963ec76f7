import type { Repository } from "../discover/repository.ts";
import type { RenderedTree } from "./rendered-tree.ts";

/** The Applications that ApplicationSets make, as objects: one tree for each set and environment. */
export function generatedApplications({ applications }: Pick<Repository, "applications">): RenderedTree[] {
  const generated = applications.filter(({ madeIn }) => madeIn !== undefined);
  const groups = Map.groupBy(generated, ({ yaml, index, environment }) => `${yaml.file} ${index} ${environment}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first?.madeIn) return [];
    const { yaml, index, environment, madeIn } = first;
    const { application } = madeIn;
    const tree = { path: madeIn.path, kind: "manifests" as const, environment, files: [yaml.file], ...(application ? { application } : {}) };
    const objects = [first, ...others].map(({ manifest }) => ({ manifest, tree, origin: { file: yaml.file, index, transformations: [] } }));
    return [{ tree, objects, troubles: [], remarks: [] }];
  });
}
