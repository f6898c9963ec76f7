import { type Check, rule } from "../api/rule.ts";

/** What a CustomResourceDefinition refuses is one rule, whether the definition is rendered or known here by fragments of it. */
export const customResource: Check<[judge: Check]> = rule(
  "custom-resource",
  "apiextensions ValidateCustomResource",
  "Correct the value: the kind's CustomResourceDefinition does not allow it.",
  (object, judge) => judge(object),
);
