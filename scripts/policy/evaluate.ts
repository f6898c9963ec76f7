import type { Finding, ObjectRef } from "../finding.ts";
import { findingOf } from "../rules/rule.ts";
import type { PolicyModule } from "./module.ts";

/** What a rule says, before its metadata is joined to it. */
interface Judgement {
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
 * @throws Error when a policy fails to evaluate, or a rule without metadata speaks
 */
export function evaluate(
  module: PolicyModule,
  data: Readonly<Record<string, unknown>>,
  input: { readonly environment: string },
  entrypoint = "main/findings",
): Finding[] {
  return ask<Judgement[]>(module.policy, data, input, entrypoint).map((judgement) => {
    const { rule: id, ...found } = judgement;
    const rule = module.rules[id];
    if (!rule) throw new Error(`the rule ${id} has no metadata`);
    return findingOf(rule, { ...found, environment: input.environment });
  });
}

/**
 * Asks the policies by one of their entrypoints.
 * @throws Error naming the environment: nothing may pass because a policy could not be worked out
 */
export function ask<Answer>(
  policy: PolicyModule["policy"],
  data: Readonly<Record<string, unknown>>,
  input: { readonly environment: string },
  entrypoint: string,
): Answer {
  try {
    policy.setData({ params: data });
    const [answer] = policy.evaluate(input, entrypoint) as { result: Answer }[];
    if (answer) return answer.result;
  } catch (cause) {
    throw new Error(`the policies failed over ${input.environment}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  throw new Error(`the policies gave no answer about ${input.environment}`);
}
