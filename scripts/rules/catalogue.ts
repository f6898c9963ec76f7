import { readdir } from "node:fs/promises";
import { parse } from "node:path";
import { fileURLToPath } from "node:url";
import { loadFileRules } from "../discover/file-rules.ts";
import { RULES as API_RULES } from "../model/api/index.ts";
import { type PolicyModule, readRules } from "../policy/module.ts";
import type { Rule } from "./rule.ts";

/** Every rule that a finding can be of, by its id, sorted. */
export type Catalogue = ReadonlyMap<string, Rule>;

const GROUPS = fileURLToPath(new URL("groups", import.meta.url));

/**
 * Gathers the rules from where each is written: Rego below policies/, files by their path, the tables of the API, and groups/.
 * @param policies what is known of the rules in Rego, where it was read already
 * @throws UserError when the compiled policies cannot be read
 */
export async function loadCatalogue(policies: PolicyModule["rules"] = readRules()): Promise<Catalogue> {
  const names = (await readdir(GROUPS)).map((file) => parse(file).name);
  const groups = await Promise.all(
    names.map(async (name) => Object.values(((await import(`./groups/${name}.ts`)) as { default: Record<string, Rule> }).default)),
  );
  const fileRules = [...(await loadFileRules()).values()].map(({ rule }) => rule);
  const all = [...Object.values(policies), ...fileRules, ...API_RULES.values(), ...groups.flat()];
  return new Map(all.sort((a, b) => (a.id < b.id ? -1 : 1)).map((rule) => [rule.id, rule]));
}
