import { lstatSync, type Stats, statSync } from "node:fs";

/** What is at a path; undefined where nothing is, or nothing that can be reached: a link to itself, a name that is too long. */
export function statOf(path: string): Stats | undefined {
  return tried(() => statSync(path));
}

/** Whether a symbolic link is at a path, wherever it leads. */
export function isLink(path: string): boolean {
  return tried(() => lstatSync(path))?.isSymbolicLink() ?? false;
}

function tried(stat: () => Stats): Stats | undefined {
  try {
    return stat();
  } catch {
    return undefined;
  }
}
