import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type LoadedPolicy, loadPolicy } from "@open-policy-agent/opa-wasm";
import { UserError } from "../errors.ts";
import type { Severity } from "../finding.ts";
import { builtins } from "./builtins.ts";

/** What a rule's # METADATA says of it, as the policy build wrote it down. */
export interface RuleMetadata {
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly help: string;
  readonly references: readonly string[];
}

/** The policies, compiled, with what is known of each rule. */
export interface PolicyModule {
  readonly policy: LoadedPolicy;
  readonly rules: Readonly<Record<string, RuleMetadata>>;
}

/** The group of the rules that judge a step from one state to the next; all others judge a state. */
const STEP_GROUP = "transition/";

/** How many of the rules judge a state, as `validate` does. */
export function countStateRules(rules: PolicyModule["rules"]): number {
  return Object.keys(rules).filter((id) => !id.startsWith(STEP_GROUP)).length;
}

/** The compiled policies of this toolchain. */
export const POLICY_DIST = fileURLToPath(new URL("../../policies/dist", import.meta.url));

/** Pages of 64 KiB: enough for environments of some thousand objects. */
const MEMORY = { initial: 64, maximum: 16384 };

/**
 * Loads the compiled policies.
 * @throws UserError when they are not there or do not load: nothing may be judged by half
 */
export async function loadPolicies(dist: string = POLICY_DIST): Promise<PolicyModule> {
  const rules = load(join(dist, "rules.json"), (bytes) => JSON.parse(bytes.toString("utf8")).rules as PolicyModule["rules"]);
  const policy = await load(join(dist, "policy.wasm"), (bytes) => loadPolicy(bytes, MEMORY, builtins)).catch((cause: Error) => {
    throw unusable(join(dist, "policy.wasm"), cause);
  });
  return { policy, rules };
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
