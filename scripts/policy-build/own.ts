import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheDirectory, digest } from "../cache.ts";
import { UserError } from "../errors.ts";
import { InputError } from "../input-error.ts";
import { removeScratch, scratchFolder } from "../leftovers.ts";
import { isCompiledFrom, loadModule, type PolicyModule, readBuilt } from "../policy/module.ts";
import { pinnedCompiler, policySources } from "../policy/sources.ts";
import { calling, TOOLCHAIN } from "../toolchain.ts";
import { build, rulesText } from "./build.ts";
import { checkRules, opaTroubles } from "./own-troubles.ts";
import { DIST } from "./paths.ts";
import { repositoryRego } from "./repository-rules.ts";
import { repositorySources, type Sources, textsOf } from "./sources.ts";
import { builtTool } from "./tools.ts";

/** The rules that a repository brings, and what is wrong with them; none of them judges while one is broken. */
export interface OwnRules {
  readonly module?: PolicyModule;
  readonly troubles: readonly InputError[];
  /** What was left alone, a sentence each. */
  readonly notChecked: readonly string[];
}

/**
 * Loads a repository's own rules: as its policies/dist has them compiled, else compiled here by the pinned OPA where that was built.
 * @param root absolute
 * @param taken the ids that the toolchain's rules have
 */
export async function loadOwnRules(root: string, taken: PolicyModule["rules"]): Promise<OwnRules> {
  const { own, others } = repositoryRego(root);
  const notChecked = others.length > 0 ? [`${others.length === 1 ? others[0] : `${others.length} files in Rego`}, in no package rules.*`] : [];
  const dist = join(root, DIST);
  const isCompiledAlone = policySources(root).length === 0 && existsSync(join(dist, "policy.wasm"));
  if (own.length === 0 && !isCompiledAlone) return { troubles: [], notChecked };
  try {
    const troubles = checkRules(root, own, taken);
    if (troubles.length > 0) return { troubles, notChecked };
    const module = (await isCompiledFrom(dist, root, own)) ? await loadModule(dist) : await compiled(repositorySources(root, own));
    const clash = Object.keys(module.rules).find((id) => taken[id]);
    if (clash) throw new InputError("input/policy", `there is a rule ${clash} already`, { file: `${DIST}/rules.json` });
    return { module, troubles, notChecked };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { troubles: opaTroubles(error), notChecked };
  }
}

/** Compiled by an earlier run, or now. */
async function compiled(sources: Sources): Promise<PolicyModule> {
  const key = digest([pinnedCompiler(TOOLCHAIN) ?? "", ...textsOf(sources).flat()]);
  const dist = cacheDirectory("policies", key);
  const isKept = existsSync(join(dist, "rules.json")) && readBuilt(dist) !== undefined;
  return isKept ? loadModule(dist) : compile(sources, dist);
}

async function compile(sources: Sources, dist: string): Promise<PolicyModule> {
  const opa = await builtTool("opa");
  if (!opa) {
    const help = `Run \`${calling("policies", "-C <the repository>")}\` where Go is, and commit policies/dist.`;
    throw new InputError(
      "input/policy",
      "the rules in policies/ are not compiled as they stand, and the pinned OPA is not here",
      { file: sources.own[0] ?? DIST },
      help,
    );
  }
  const scratch = scratchFolder("policies");
  try {
    const { wasm, rules } = await build(opa, sources, scratch);
    const partial = join(scratch, "dist");
    mkdirSync(partial);
    writeFileSync(join(partial, "policy.wasm"), wasm);
    writeFileSync(join(partial, "rules.json"), rulesText(rules));
    const module = await loadModule(partial);
    keepIn(dist, partial);
    return module;
  } finally {
    removeScratch(scratch);
  }
}

/** A cache that cannot be written costs time, and nothing else. */
function keepIn(dist: string, made: string): void {
  try {
    mkdirSync(dirname(dist), { recursive: true });
    const partial = mkdtempSync(`${dist}.`);
    for (const file of ["policy.wasm", "rules.json"]) writeFileSync(join(partial, file), readFileSync(join(made, file)));
    renameSync(partial, dist);
  } catch {
    // Compiled again next time.
  }
}
