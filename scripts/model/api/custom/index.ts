import { customResource as byDefinition } from "../../crd/custom-resource.ts";
import { validate } from "../../crd/validate.ts";
import type { Check } from "../rule.ts";
import { FRAGMENTS } from "./fragments.ts";
import { WEBHOOKS } from "./webhooks.ts";

/**
 * A custom resource of a well-known operator.
 * @param kind "<group>/<kind>"
 */
export const customResource: Check<[kind: string]> = (object, kind) => {
  const schema = FRAGMENTS[kind];
  if (schema) byDefinition(object, (root) => validate(root, schema, false));
  WEBHOOKS[kind]?.(object);
};
