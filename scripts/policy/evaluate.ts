import type { LoadedPolicy } from "@open-policy-agent/opa-wasm";
import type { Finding, ObjectRef } from "../finding.ts";
import { InputError } from "../input-error.ts";
import { findingOf } from "../rules/rule.ts";
import type { PolicyModule } from "./module.ts";

/** What a rule says, before its metadata is joined to it. */
export interface Judgement {
  readonly rule: string;
  readonly message: string;
  readonly help?: string;
  readonly object?: ObjectRef;
  readonly path?: string;
}

/**
 * Judges one environment by every rule at once.
 * @param data the parameters of the rules, by the name of their file in policies/data
 * @param input what the rules see; main/findings takes a PolicyInput, main/transition a StepInput
 * @throws InputError when the environment is too large for the policies
 * @throws Error when a policy fails to evaluate, or a rule without metadata speaks
 */
export function evaluate(
  module: PolicyModule,
  data: Readonly<Record<string, unknown>>,
  input: { readonly environment: string },
  entrypoint = "main/findings",
): Finding[] {
  const findings = ask<Judgement[]>(module.policy, data, input, entrypoint).map((judgement) => joined(module, judgement, input));
  return module.own ? [...findings, ...evaluateOwn(module, module.own, data, input, entrypoint)] : findings;
}

/** What a repository's own rules say. They are not tested here: what they do wrong is a finding. */
function evaluateOwn(
  module: PolicyModule,
  own: LoadedPolicy,
  data: Readonly<Record<string, unknown>>,
  input: { readonly environment: string },
  entrypoint: string,
): Finding[] {
  const { environment } = input;
  try {
    return ask<Judgement[]>(own, data, input, entrypoint).map((judgement) => {
      const wrong = wrongWith(judgement);
      return wrong === undefined
        ? joined(module, judgement, input)
        : brokenRule(`${judgement.rule} ${wrong}`, `policies/${judgement.rule}.rego`).finding({ environment });
    });
  } catch (error) {
    const [, file, line, message] = /(policies\/\S+?\.rego):(\d+)(?::\d+)?: (.+)/.exec(String(error)) ?? [];
    const said = message === undefined ? String((error as Error).message) : `${message}, over ${environment}`;
    return [brokenRule(said, file ?? "policies", Number(line ?? 1)).finding({ environment })];
  }
}

function brokenRule(message: string, file: string, line = 1): InputError {
  return new InputError("input/policy", message, { file, line });
}

function joined({ rules }: PolicyModule, { rule: id, ...found }: Judgement, { environment }: { readonly environment: string }): Finding {
  const rule = rules[id];
  if (!rule) throw new Error(`the rule ${id} has no metadata`);
  return findingOf(rule, { ...found, environment });
}

/** What is wrong with the form of what a rule says; undefined where nothing is. */
function wrongWith({ message, path = "", object, help = "" }: Judgement): string | undefined {
  const names = object && [object.apiVersion, object.kind, object.name, object.namespace ?? ""];
  if (typeof message !== "string") return `says something without a message: ${JSON.stringify(message)}`;
  if (typeof path !== "string" || typeof help !== "string") return "gives a path or help that is no string";
  return names?.some((name) => typeof name !== "string")
    ? "names an object without apiVersion, kind and name as strings; data.lib.finding.at does it"
    : undefined;
}

/** How the WASM module says that its memory is full: OPA's own allocator, or WebAssembly's. */
const NO_MEMORY = /opa_malloc: failed|Maximum memory size exceeded|Array buffer allocation failed/;

/**
 * Asks the policies by one of their entrypoints.
 * @throws InputError when the environment is too large for the policies
 * @throws Error naming the environment: nothing may pass because a policy could not be worked out
 */
export function ask<Answer>(
  policy: PolicyModule["policy"],
  data: Readonly<Record<string, unknown>>,
  input: { readonly environment: string; readonly objects?: readonly unknown[] },
  entrypoint: string,
): Answer {
  try {
    policy.setData({ params: data });
    const [answer] = policy.evaluate(input, entrypoint) as { result: Answer }[];
    if (answer) return answer.result;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (NO_MEMORY.test(reason)) throw new InputError("input/environment-size", tooLarge(input), {});
    throw new Error(`the policies failed over ${input.environment}: ${reason}`);
  }
  throw new Error(`the policies gave no answer about ${input.environment}`);
}

function tooLarge({ environment, objects }: { environment: string; objects?: readonly unknown[] }): string {
  return `${environment} has more in it than the policies can look at at once${objects ? ` (${objects.length} objects)` : ""}: they judged none of it`;
}
