import { posix } from "node:path";

/** The environment of what no convention assigns to one. */
export const DEFAULT_ENVIRONMENT = "default";

/** Folders whose children are environments, by the conventions of Argo CD, Flux and Kustomize repositories. */
const PARENTS = ["clusters", "environments", "envs", "overlays"];
/** A folder beside one of these is an overlay of it, named after its environment. */
const BASES = ["base", "bases"];

/**
 * Says which environment a folder belongs to, from the folders that there are:
 * the child of a folder named for environments (`clusters/staging`), or the sibling of a base (`apps/base`, `apps/staging`).
 * @param dir relative to the root
 * @param dirs every folder of the repository, relative to the root
 */
export function environmentOf(dir: string, dirs: ReadonlySet<string>): string {
  const segments = dir.split("/");
  for (const [index, segment] of segments.entries()) {
    if (BASES.includes(segment)) return DEFAULT_ENVIRONMENT;
    const parent = segments.slice(0, index);
    const named = PARENTS.includes(parent.at(-1) ?? "");
    const besideBase = parent.length > 0 && BASES.some((base) => dirs.has(posix.join(...parent, base)));
    if (named || besideBase) return segment;
  }
  return DEFAULT_ENVIRONMENT;
}

/** Every folder that holds one of the files, with all its parents. */
export function foldersOf(files: readonly string[]): Set<string> {
  const dirs = new Set<string>();
  for (const file of files) {
    for (let dir = posix.dirname(file); dir !== "." && !dirs.has(dir); dir = posix.dirname(dir)) dirs.add(dir);
  }
  return dirs;
}
