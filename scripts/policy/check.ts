import type { Repository } from "../discover/repository.ts";
import type { Finding } from "../finding.ts";
import { ownerOf, type RenderedObject } from "../render/rendered-tree.ts";
import { loadData } from "./data.ts";
import { evaluate } from "./evaluate.ts";
import { policyInput } from "./input.ts";
import type { PolicyModule } from "./module.ts";
import { idOf, refOf } from "./object-id.ts";

/** Judges every environment, once each over all its objects. */
export async function checkPolicies(repository: Repository, objects: readonly RenderedObject[], module: PolicyModule): Promise<Finding[]> {
  const data = await loadData(repository.root);
  const findings: Finding[] = [];
  for (const [environment, members] of Map.groupBy(objects, (object) => object.tree.environment)) {
    const input = await policyInput(repository, environment, members);
    const trees = new Map(members.map(({ manifest, tree }) => [idOf(refOf(manifest)), tree]));
    for (const finding of evaluate(module, data, input)) {
      const tree = finding.object && trees.get(idOf(finding.object));
      findings.push({ ...finding, ...(tree ? ownerOf(tree) : {}) });
    }
  }
  return findings;
}
