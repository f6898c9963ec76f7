import { dnsSubdomain, labelValue, qualifiedName } from "../formats.ts";
import { all, type Check, each, fields, present } from "../rule.ts";

export const nodeRequirement: Check = (field) => {
  const [operator, values, key] = [field.at("operator"), field.at("values"), field.at("key")];
  if (["In", "NotIn"].includes(operator.text)) {
    if (values.size === 0) values.required("must be specified when `operator` is 'In' or 'NotIn'");
  } else if (["Exists", "DoesNotExist"].includes(operator.text)) {
    if (values.size > 0) values.forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
  } else if (["Gt", "Lt"].includes(operator.text)) {
    if (values.size !== 1) values.required("must be specified single value when `operator` is 'Lt' or 'Gt'");
  } else operator.invalid("not a valid selector operator", operator.text);
  key.invalidEach(qualifiedName(key.text), key.text);
};

const requiredLabelValues: Check = (field) => each((value) => value.invalidEach(labelValue(value.text)))(field.at("values"));

export const nodeField: Check = (field) => {
  const [operator, values, key] = [field.at("operator"), field.at("values"), field.at("key")];
  if (operator.text !== "In" && operator.text !== "NotIn") operator.invalid("not a valid selector operator", operator.text);
  else if (values.size !== 1) {
    values.required("must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
  }
  if (key.text !== "metadata.name") key.invalid("not a valid field selector key", key.text);
  else for (const value of values.items) value.invalidEach(dnsSubdomain(value.text));
};

/** The terms of a node selector, any of which may hold. Source: core ValidateNodeSelector. */
export const nodeSelector: Check = present((field) => {
  const terms = field.at("nodeSelectorTerms");
  if (terms.size === 0) terms.required("must have at least one node selector term");
  each(fields({ matchExpressions: each(all(nodeRequirement, requiredLabelValues)), matchFields: each(nodeField) }))(terms);
});
