import { lookup } from "../../lookup.ts";
import type { Field } from "../api/field.ts";
import { fieldPath } from "../api/field-path.ts";
import { celViolations } from "./cel-rules.ts";
import { hasType, inBody, scalar, typeOf } from "./scalars.ts";
import type { Schema } from "./schema.ts";

/**
 * Holds a value against a structural schema, and says what kube-apiserver says.
 * Source: k8s.io/apiextensions-apiserver/pkg/apiserver/validation and kube-openapi/pkg/validation/errors.
 * @param field the place of the value
 * @param schema what it must keep to
 * @param closed whether fields that the schema does not know are wrong
 */
export function validate(field: Field, schema: Schema, closed: boolean): void {
  if (!field.present || !hasType(field, schema)) return;
  scalar(field, schema);
  if (Array.isArray(field.value)) list(field, schema, closed);
  else if (field.isMap) map(field, schema, closed);
  combinations(field, schema);
  if (schema["x-kubernetes-validations"]) celViolations(field, schema);
}

/** Server-side apply refuses null where the schema does not allow it; a mere create drops it from maps. */
function notNull(field: Field, { type, nullable, default: fallback }: Schema): void {
  if (!field.present && type && !nullable && fallback === undefined) inBody(field, `must be of type ${type}: "null"`, "null");
}

function list(field: Field, schema: Schema, closed: boolean): void {
  if (field.size < (schema.minItems ?? 0)) inBody(field, `should have at least ${schema.minItems} items`, field.size);
  if (field.size > (schema.maxItems ?? field.size)) field.tooMany(schema.maxItems ?? 0);
  const keys = schema["x-kubernetes-list-type"] === "map" ? (schema["x-kubernetes-list-map-keys"] ?? []) : undefined;
  if (keys || schema["x-kubernetes-list-type"] === "set") distinct(field, keys, schema.items);
  if (!schema.items) return;
  for (const item of field.items) {
    validate(item, schema.items, closed);
    notNull(item, schema.items);
  }
}

/** Elements of a set, or of a list that is told apart by keys, come once. Source: apiextensions listtype.ValidateListSetsAndMaps. */
function distinct(field: Field, keys: string[] | undefined, items: Schema | undefined): void {
  const seen = new Set<string>();
  for (const item of field.items) {
    const named = keys?.map((key) => [key, item.at(key).value ?? items?.properties?.[key]?.default]);
    const identity = named ? Object.fromEntries(named) : item.value;
    const text = JSON.stringify(identity);
    if (seen.has(text)) item.duplicate(identity);
    seen.add(text);
  }
}

function map(field: Field, schema: Schema, closed: boolean): void {
  const { properties = {}, additionalProperties } = schema;
  const size = field.entries.filter((entry) => entry.present).length;
  if (size < (schema.minProperties ?? 0)) inBody(field, `should have at least ${schema.minProperties} properties`, size);
  if (size > (schema.maxProperties ?? size)) inBody(field, `should have at most ${schema.maxProperties} properties`, size);
  for (const key of schema.required ?? []) {
    if (!field.at(key).present && lookup(properties, key)?.default === undefined) field.at(key).required();
  }
  const open = !schema.properties || schema["x-kubernetes-preserve-unknown-fields"] || schema["x-kubernetes-embedded-resource"];
  for (const entry of field.entries) {
    const rest = typeof additionalProperties === "object" ? additionalProperties : undefined;
    const known = Object.hasOwn(properties, entry.key) ? properties[entry.key] : rest;
    if (known) {
      validate(entry, known, closed);
      notNull(entry, known);
    } else if (closed && !open && additionalProperties !== true) entry.say(`unknown field ${JSON.stringify(fieldPath(entry.pointer))}`);
  }
}

/** allOf, anyOf, oneOf and not, which in a structural schema only say more about what the schema has already. */
function combinations(field: Field, schema: Schema): void {
  for (const each of schema.allOf ?? []) validate(field, each, false);
  const fitting = (schemas: Schema[]) => schemas.filter((each) => fits(field, each)).length;
  if (schema.anyOf && fitting(schema.anyOf) === 0) inBody(field, "must validate at least one schema (anyOf)", typeOf(field.value));
  if (schema.oneOf && fitting(schema.oneOf) !== 1) inBody(field, "must validate one and only one schema (oneOf)", typeOf(field.value));
  if (schema.not && fits(field, schema.not)) inBody(field, "must not validate the schema (not)", typeOf(field.value));
}

/** Whether the value keeps to the schema, without saying anything. */
function fits(field: Field, schema: Schema): boolean {
  const { violations } = field.log;
  const before = violations.length;
  validate(field, schema, false);
  const fine = violations.length === before;
  violations.length = before;
  return fine;
}
