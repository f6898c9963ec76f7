import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { policySources } from "../policy/sources.ts";
import { TOOLCHAIN } from "../toolchain.ts";

/** The Rego of a repository: what this toolchain takes for its rules, and what it leaves to other tools. */
export interface RepositoryRego {
  /** Relative to the root, sorted. */
  readonly own: readonly string[];
  readonly others: readonly string[];
}

/** Where this toolchain has its entrypoint: a repository that has one too is a copy of it. */
const ENTRYPOINT = "policies/main.rego";

/**
 * Finds a repository's own rules: below policies/, in a package rules.*, with the packages lib.* beside them.
 * Rego of any other package is somebody else's (Conftest's, Gatekeeper's), and so is all of it where none is a rule.
 */
export function repositoryRego(root: string): RepositoryRego {
  const here = new Set(policySources(TOOLCHAIN));
  const isCopy = existsSync(join(root, ENTRYPOINT)) && packageOf(root, ENTRYPOINT) === "main";
  const files = root === TOOLCHAIN ? [] : policySources(root).filter((file) => !(isCopy && here.has(file)));
  const isOwn = (file: string) => /^(rules|lib)\b/.test(packageOf(root, file));
  const own = files.some((file) => isRule(root, file)) ? files.filter(isOwn) : [];
  return { own, others: files.filter((file) => !own.includes(file)) };
}

/** Whether a file holds a rule, and no library. */
export function isRule(root: string, file: string): boolean {
  return /^rules\b/.test(packageOf(root, file));
}

/** Which rule a file holds, by its path; undefined where no rule can be. */
export function idOfFile(file: string): string | undefined {
  return /^policies\/([a-z]+\/[a-z0-9-]+)\.rego$/.exec(file)?.[1];
}

/** The package that a file says it is of; "" where it says none. */
export function packageOf(root: string, file: string): string {
  return /^package\s+(\S+)/m.exec(readFileSync(join(root, file), "utf8"))?.[1] ?? "";
}
