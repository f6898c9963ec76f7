import type { Field } from "../field.ts";
import { qualifiedName } from "../formats.ts";
import { type Check, rule } from "../rule.ts";
import { oneOf } from "../values.ts";

const ACTIONS = ["Count", "FailIndex", "FailJob", "Ignore"];
const STATUSES = ["False", "True", "Unknown"];

/** A list of values as Go prints it. */
function valid(values: string[]): string {
  return `valid values: [${values.map((value) => `"${value}"`).join(" ")}]`;
}

function requiredOneOf(field: Field, values: string[]): void {
  if (field.text === "") field.required(valid(values));
  else oneOf(...values)(field);
}

function exitCodes(field: Field, containers: string[]): void {
  const [operator, container, values] = [field.at("operator"), field.at("containerName"), field.at("values")];
  requiredOneOf(operator, ["In", "NotIn"]);
  if (container.present && !containers.includes(container.text)) {
    container.invalid("must be one of the container or initContainer names in the pod template");
  }
  if (values.size === 0) values.invalid("at least one value is required");
  else if (values.size > 255) values.tooMany(255);
  const seen = new Set<unknown>();
  let ordered = true;
  let last = Number.NEGATIVE_INFINITY;
  for (const item of values.items) {
    if (operator.text === "In" && item.number === 0) item.invalid("must not be 0 for the In operator");
    if (seen.has(item.value)) item.duplicate();
    seen.add(item.value);
    ordered &&= last <= (item.number ?? 0);
    last = item.number ?? 0;
  }
  if (!ordered) values.invalid("must be ordered");
}

function podConditions(field: Field): void {
  if (field.size > 20) field.tooMany(20);
  for (const pattern of field.items) {
    pattern.at("type").invalidEach(qualifiedName(pattern.at("type").text), pattern.at("type").text);
    // An omitted status is True (SetDefaults_PodFailurePolicyOnPodConditionsPattern).
    oneOf(...STATUSES)(pattern.at("status"));
  }
}

/** What becomes of a Job whose pods fail. */
export const podFailurePolicy: Check = rule(
  "pod-failure-policy",
  "batch validatePodFailurePolicy",
  "Give each rule an action and exactly one of onExitCodes and onPodConditions; order exit codes.",
  (spec) => {
    const rules = spec.under("podFailurePolicy", "rules");
    const pod = spec.under("template", "spec");
    const names = ["containers", "initContainers"].flatMap((list) => pod.at(list).items.map((item) => item.at("name").text));
    if (rules.size > 20) rules.tooMany(20);
    for (const rule of rules.items) {
      const [action, codes, conditions] = [rule.at("action"), rule.at("onExitCodes"), rule.at("onPodConditions")];
      requiredOneOf(action, ACTIONS);
      if (action.text === "FailIndex" && !spec.at("backoffLimitPerIndex").present) {
        action.invalid("requires the backoffLimitPerIndex to be set");
      }
      if (codes.present) exitCodes(codes, names);
      podConditions(conditions);
      if (codes.present && conditions.size > 0) {
        rule.say("Invalid value: specifying both OnExitCodes and OnPodConditions is not supported");
      } else if (!codes.present && conditions.size === 0) {
        rule.say("Invalid value: specifying one of OnExitCodes and OnPodConditions is required");
      }
    }
  },
);
