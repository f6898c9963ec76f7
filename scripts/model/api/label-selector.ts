import { labelValue, qualifiedName } from "./formats.ts";
import { labels } from "./meta.ts";
import { type Check, each, fields, present, rule } from "./rule.ts";

const SET_OPERATORS = ["In", "NotIn"];
const PRESENCE_OPERATORS = ["Exists", "DoesNotExist"];

/** One requirement of a label selector. */
const requirement: Check = (field) => {
  const [operator, values, key] = [field.at("operator"), field.at("values"), field.at("key")];
  if (SET_OPERATORS.includes(operator.text)) {
    if (values.size === 0) values.required("must be specified when `operator` is 'In' or 'NotIn'");
  } else if (PRESENCE_OPERATORS.includes(operator.text)) {
    if (values.size > 0) values.forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
  } else operator.invalid("not a valid selector operator", operator.text);
  key.invalidEach(qualifiedName(key.text), key.text);
  for (const value of values.items) value.invalidEach(labelValue(value.text));
};

const matchExpressions: Check = rule(
  "label-selector",
  "apimachinery ValidateLabelSelector",
  "Use the operators In, NotIn (with values), Exists and DoesNotExist (without).",
  each(requirement),
);

/** A label selector, where there is one. */
export const labelSelector: Check = present(fields({ matchLabels: labels, matchExpressions }));
