import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Finding, Severity } from "../finding.ts";
import type { Repository } from "./repository.ts";

/** What a rule about files says; the id, severity and help come from the rule itself. */
export type FileFinding = Pick<Finding, "message"> & Partial<Pick<Finding, "help" | "source" | "environment" | "application" | "object" | "path">>;

/** A rule about the files of a repository, before anything is rendered: the default export of rules/<group>/<rule>.ts. */
export interface FileRule {
  readonly severity: Severity;
  readonly help: string;
  check(repository: Repository): Iterable<FileFinding>;
}

const RULES = fileURLToPath(new URL("rules", import.meta.url));

/** Every rule in rules/, by its id: the path of its file. Nothing else registers a rule. */
export async function loadFileRules(): Promise<Map<string, FileRule>> {
  const files = (await readdir(RULES, { recursive: true })).filter((file) => file.endsWith(".ts")).sort();
  const load = async (file: string): Promise<[string, FileRule]> => [file.slice(0, -".ts".length), (await import(`./rules/${file}`)).default];
  return new Map(await Promise.all(files.map(load)));
}

/** What the rules about files have to say of a repository. */
export async function checkFiles(repository: Repository): Promise<Finding[]> {
  const rules = await loadFileRules();
  return [...rules].flatMap(([id, rule]) => [...rule.check(repository)].map((found) => ({ rule: id, severity: rule.severity, help: rule.help, ...found })));
}
