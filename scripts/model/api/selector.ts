import type { Field } from "./field.ts";

/**
 * Whether a set of labels satisfies a label selector; an empty selector is satisfied by every set.
 * Source: apimachinery LabelSelectorAsSelector and labels.Requirement.Matches.
 * @param selector the place of a metav1.LabelSelector
 * @param labels the place of a map of labels
 * @returns undefined when an operator is unknown, so that nothing can be said
 */
export function selects(selector: Field, labels: Field): boolean | undefined {
  for (const wanted of selector.at("matchLabels").entries) {
    if (labels.at(String(wanted.key)).value !== wanted.value) return false;
  }
  for (const expression of selector.at("matchExpressions").items) {
    const has = labels.at(expression.at("key").text);
    const listed = expression.at("values").texts.includes(has.text);
    const operator = expression.at("operator").text;
    if (operator === "In" && !(has.present && listed)) return false;
    if (operator === "NotIn" && has.present && listed) return false;
    if (operator === "Exists" && !has.present) return false;
    if (operator === "DoesNotExist" && has.present) return false;
    if (!["In", "NotIn", "Exists", "DoesNotExist"].includes(operator)) return undefined;
  }
  return true;
}

/** Whether a label selector asks for nothing. */
export function isEmptySelector(selector: Field): boolean {
  return selector.at("matchLabels").size + selector.at("matchExpressions").size === 0;
}
