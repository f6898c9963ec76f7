import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Finding } from "../finding.ts";
import { troubleOf } from "../input-error.ts";
import { findingOf, type Rule, type RuleText, ruleOf } from "../rules/rule.ts";
import { MODULE } from "../toolchain.ts";
import type { Repository } from "./repository.ts";

/** What a rule about files says; the id, severity and help come from the rule itself. */
export type FileFinding = Pick<Finding, "message"> & Partial<Pick<Finding, "help" | "source" | "environment" | "application" | "object" | "path">>;

/** A rule about the files of a repository, before anything is rendered: the default export of rules/<group>/<rule>.ts. */
export interface FileRule extends RuleText {
  check(repository: Repository): Iterable<FileFinding>;
}

const RULES = fileURLToPath(new URL("rules", import.meta.url));

/** A rule about files with what is known of it. */
export interface LoadedFileRule extends Pick<FileRule, "check"> {
  readonly rule: Rule;
}

/** Every rule in rules/, by its id: the path of its file. Nothing else registers a rule. */
export async function loadFileRules(): Promise<Map<string, LoadedFileRule>> {
  const files = (await readdir(RULES, { recursive: true })).filter((file) => file.endsWith(MODULE)).sort();
  const load = async (file: string): Promise<[string, LoadedFileRule]> => {
    const id = file.slice(0, -MODULE.length);
    const { check, ...text } = (await import(`./rules/${file}`)).default as FileRule;
    return [id, { rule: ruleOf(id, "discover", text), check }];
  };
  return new Map(await Promise.all(files.map(load)));
}

/** What the rules about files have to say of a repository. A rule that meets a file which cannot be read says that, and no more. */
export async function checkFiles(repository: Repository): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { rule, check: look } of (await loadFileRules()).values()) {
    try {
      for (const found of look(repository)) findings.push(findingOf(rule, found));
    } catch (error) {
      findings.push(troubleOf(error, `the repository by ${rule.id}`).finding());
    }
  }
  return findings;
}
