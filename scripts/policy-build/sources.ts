import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policySources } from "../policy/sources.ts";
import { TOOLCHAIN } from "../toolchain.ts";

/** What is compiled into one module: every file by its path in the module, and where it is. */
export interface Sources {
  /** The root of the repository whose rules they are. */
  readonly root: string;
  /** Its own files, relative to the root. */
  readonly own: readonly string[];
  /** Absolute paths, of its own and of what they stand on, by path from policies/ on. */
  readonly files: ReadonlyMap<string, string>;
}

/** The toolchain's own rules. */
export function toolchainSources(): Sources {
  const own = policySources(TOOLCHAIN);
  return { root: TOOLCHAIN, own, files: filesAt(TOOLCHAIN, own) };
}

/** The rules of a repository, which stand on this toolchain's entrypoints and libraries. */
export function repositorySources(root: string, own: readonly string[]): Sources {
  const ground = policySources(TOOLCHAIN).filter((file) => file === "policies/main.rego" || file.startsWith("policies/lib/"));
  return { root, own, files: new Map([...filesAt(TOOLCHAIN, ground), ...filesAt(root, own)]) };
}

/** The text of each file, in the order of their paths. */
export function textsOf({ files }: Sources): [file: string, text: string][] {
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, path]) => [file, readFileSync(path, "utf8")]);
}

function filesAt(root: string, files: readonly string[]): Map<string, string> {
  return new Map(files.map((file) => [file, join(root, file)]));
}
