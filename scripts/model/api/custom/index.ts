import { validate } from "../../crd/validate.ts";
import { type Check, rule } from "../rule.ts";
import { FRAGMENTS } from "./fragments.ts";
import { WEBHOOKS } from "./webhooks.ts";

const fragment: Check<[kind: string]> = rule(
  "custom-resource",
  "apiextensions ValidateCustomResource",
  "Correct the value: the kind's CustomResourceDefinition does not allow it.",
  (object, kind) => {
    const schema = FRAGMENTS[kind];
    if (schema) validate(object, schema, false);
  },
);

/**
 * A custom resource of a well-known operator.
 * @param kind "<group>/<kind>"
 */
export const customResource: Check<[kind: string]> = (object, kind) => {
  fragment(object, kind);
  WEBHOOKS[kind]?.(object);
};
