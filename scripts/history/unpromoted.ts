import { posix } from "node:path";
import type { Tree } from "../discover/repository.ts";
import { matchesGlob } from "../glob.ts";
import { promotableOf, stepsOf } from "../promote-config.ts";
import type { ChangedFile } from "./changed-files.ts";
import type { Comparison } from "./compare.ts";

/** A file that changes what the target of promotions renders, and is no promotable one. */
export interface Unpromoted {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly applications: readonly string[];
  /** Whether the environment promoted from is made of it too: then the step brings it to both at once. */
  readonly shared: boolean;
}

/**
 * What of a change reaches the targets of promotions without one; nothing where it renders to the same, or where nothing says what is
 * promoted where to. Of a file in which single values are promotable nothing is said: the check looks at these.
 * @param routes those of gitops.yaml when left out
 */
export function unpromoted(
  { changes, before, after }: Comparison,
  files: readonly ChangedFile[],
  routes: readonly { from: string; to: string }[] = stepsOf(after.repository.config.promote),
): Unpromoted[] {
  const { promote } = after.repository.config;
  const trees = [...before.repository.trees, ...after.repository.trees];
  const isPromotable = (file: string, { path, application }: Tree) => {
    const { files: whole, fields } = promotableOf(promote, application?.name ?? posix.basename(path));
    return [...whole, ...Object.keys(fields)].some((glob) => matchesGlob(posix.relative(path, file), glob));
  };
  return routes.flatMap(({ from, to }) => {
    const touched = new Set(changes.filter(({ environment }) => environment === to).map(({ application }) => application ?? ""));
    return files.flatMap(({ file }) => {
      const uses = trees.filter((tree) => tree.files.includes(file));
      const targets = uses.filter((tree) => tree.environment === to && touched.has(tree.application?.name ?? ""));
      if (targets.length === 0 || targets.some((tree) => isPromotable(file, tree))) return [];
      const applications = [...new Set(targets.map((tree) => tree.application?.name ?? tree.path))].sort();
      return [{ file, from, to, applications, shared: uses.some((tree) => tree.environment === from) }];
    });
  });
}
