import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The entry of `patches` that docs/operations/maintenance.md gives to who takes monitoring out. */
export function scalingWithoutMonitoring(root: string): string {
  const page = readFileSync(join(root, "docs/operations/maintenance.md"), "utf8");
  const [, block] = /^## Take an application out$[\s\S]*?^```yaml\n([\s\S]*?)^```$/m.exec(page) ?? [];
  if (!block) throw new Error("the page has no block of YAML under that heading");
  return block;
}

/** Adds an entry at the end of the list `patches` of a kustomization. */
export function withLastPatch(kustomization: string, entry: string): string {
  return kustomization.replace(/^patches:\n(?: .*\n)+/m, (list) => list + entry);
}
