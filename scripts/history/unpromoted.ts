import { matchesGlob, posix } from "node:path";
import type { ChangedFile } from "./changed-files.ts";
import type { Comparison } from "./compare.ts";

/** A file that changes what the target of promotions renders, and is no promotable one. */
export interface Unpromoted {
  readonly file: string;
  readonly applications: readonly string[];
  /** Whether the environment promoted from is made of it too: then the step brings it to both at once. */
  readonly shared: boolean;
}

/** What of a change reaches the target without a promotion; nothing where it renders to the same, or where nothing says what is promoted where to. */
export function unpromoted({ changes, before, after }: Comparison, files: readonly ChangedFile[], route?: { from: string; to: string }): Unpromoted[] {
  const { promote } = after.repository.config;
  const { from, to } = route ?? promote;
  const touched = new Set(changes.filter(({ environment }) => environment === to).map(({ application }) => application ?? ""));
  const trees = [...before.repository.trees, ...after.repository.trees];
  const isPromotable = (file: string, path: string) => promote.files.some((glob) => matchesGlob(posix.relative(path, file), glob));
  return files.flatMap(({ file }) => {
    const uses = trees.filter((tree) => tree.files.includes(file));
    const targets = uses.filter((tree) => tree.environment === to && touched.has(tree.application?.name ?? ""));
    if (targets.length === 0 || targets.some(({ path }) => isPromotable(file, path))) return [];
    const applications = [...new Set(targets.map((tree) => tree.application?.name ?? tree.path))].sort();
    return [{ file, applications, shared: uses.some((tree) => tree.environment === from) }];
  });
}
