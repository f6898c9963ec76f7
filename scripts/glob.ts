import picomatch from "picomatch";

/**
 * Whether a path matches a glob, as the shell's and Git's do: `*` within a folder, `**` through folders, nothing hidden unless the glob says so.
 * Node's own `path.matchesGlob` warns on some of the versions that the package runs on, and is not there on others.
 */
export function matchesGlob(path: string, glob: string): boolean {
  const matches = matchers.get(glob) ?? picomatch(glob, { nonegate: true });
  matchers.set(glob, matches);
  return matches(path);
}

/** Each glob is asked of many paths. */
const matchers = new Map<string, (path: string) => boolean>();
