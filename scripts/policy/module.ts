import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type LoadedPolicy, loadPolicy } from "@open-policy-agent/opa-wasm";
import { UserError } from "../errors.ts";
import { type Rule, type RuleText, ruleOf } from "../rules/rule.ts";
import { ofToolchain } from "../toolchain.ts";
import { builtins } from "./builtins.ts";
import { checkCompiled, type Origin, sha256, sourceDigests } from "./sources.ts";

/** The policies, compiled, with what is known of each rule. */
export interface PolicyModule {
  readonly policy: LoadedPolicy;
  /** Those of the repository itself, where it has any. */
  readonly own?: LoadedPolicy;
  readonly rules: Readonly<Record<string, Rule>>;
  /** Tells these policies from others. */
  readonly digest: string;
}

/** The group of the rules that judge a step from one state to the next; all others judge a state. */
const STEP_GROUP = /^transition\//;

/** How many of the rules judge a state, as `validate` does. */
export function countStateRules(rules: PolicyModule["rules"]): number {
  return Object.values(rules).filter(({ stage }) => stage === "policy").length;
}

/** The compiled policies of this toolchain. */
export const POLICY_DIST = ofToolchain("policies", "dist");

/** Pages of 64 KiB; the maximum is all that WebAssembly can address. They are taken when they are needed. */
const MEMORY = { initial: 64, maximum: 65536 };

/**
 * Loads the compiled policies.
 * @param memory how much they may use
 * @throws UserError when they are not there, do not load, or are not what the sources beside them give: nothing may be judged by half
 */
export async function loadPolicies(dist: string = POLICY_DIST, memory = MEMORY): Promise<PolicyModule> {
  const module = await loadModule(dist, memory);
  await checkCompiled(readBuilt(dist), join(dist, "../.."));
  return module;
}

/**
 * Loads compiled policies, whatever is beside them.
 * @throws UserError when they are not there or do not load
 */
export async function loadModule(dist: string, memory = MEMORY): Promise<PolicyModule> {
  const { rules, ...origin } = readBuilt(dist);
  const policy = await load(join(dist, "policy.wasm"), (bytes) => {
    if (sha256(bytes) !== origin.wasm) throw new Error("they are of another build than rules.json");
    return loadPolicy(bytes, { ...memory }, builtins);
  }).catch((cause: Error) => {
    throw unusable(join(dist, "policy.wasm"), cause);
  });
  return { policy, rules: withIds(rules), digest: sha256(Buffer.from(JSON.stringify([origin.wasm, rules]))) };
}

/** Whether a folder holds what these files give, as far as their bytes can tell; without files, whether it holds anything. */
export async function isCompiledFrom(dist: string, root: string, files: readonly string[]): Promise<boolean> {
  if (!existsSync(join(dist, "rules.json"))) return false;
  const { sources } = readBuilt(dist);
  const written = await sourceDigests(root, files);
  return files.length === 0 || JSON.stringify(Object.entries(sources).sort()) === JSON.stringify(Object.entries(written).sort());
}

/** A module with that of a repository's own rules beside it. */
export function withOwn(module: PolicyModule, own: PolicyModule | undefined): PolicyModule {
  if (!own) return module;
  const rules = Object.entries(own.rules).map(([id, rule]): [string, Rule] => [id, { ...rule, isOwn: true }]);
  return { ...module, digest: `${module.digest} ${own.digest}`, own: own.policy, rules: { ...module.rules, ...Object.fromEntries(rules) } };
}

/**
 * What is known of each rule in Rego, without loading the rules themselves.
 * @throws UserError when it is not there or cannot be read
 */
export function readRules(dist: string = POLICY_DIST): PolicyModule["rules"] {
  return withIds(readBuilt(dist).rules);
}

/** rules.json: what is known of each rule, and what the module was compiled from and by. */
export interface Built extends Origin {
  readonly rules: Readonly<Record<string, RuleText>>;
}

/** @throws UserError when it is not there or cannot be read */
export function readBuilt(dist: string): Built {
  return load(join(dist, "rules.json"), (bytes) => {
    const built = JSON.parse(bytes.toString("utf8")) as Built;
    if (!built.rules || !built.sources) throw new Error("it does not say what it was made from");
    return built;
  });
}

/** Rules of what their # METADATA says. */
export function withIds(texts: Readonly<Record<string, RuleText>>): PolicyModule["rules"] {
  return Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, ruleOf(id, STEP_GROUP.test(id) ? "history" : "policy", text)]));
}

function load<T>(file: string, use: (bytes: Buffer) => T): T {
  try {
    return use(readFileSync(file));
  } catch (cause) {
    throw unusable(file, cause as Error);
  }
}

function unusable(file: string, cause: Error): UserError {
  return new UserError(`the compiled policies do not load (${cause.message.split("\n")[0]}); build them again with: npm run policies`, {
    file: relative(process.cwd(), file),
  });
}
