/** The schema in a CustomResourceDefinition. */
import type { Field } from "./field.ts";
import { type Check, rule } from "./rule.ts";
import { schemaRules } from "./schema-rules.ts";
import { listed } from "./values.ts";

/** Where a schema stands, and how the API server says so. */
const MISSING_TYPE = { root: "at the root", item: "for specified array items", field: "for specified object fields" };
export type Level = keyof typeof MISSING_TYPE;

const TYPES = ["array", "boolean", "integer", "number", "object", "string"];

/** The keywords that only restrict what the schema says already. */
const JUNCTORS = ["allOf", "anyOf", "oneOf"];

const typed: Check<[level: Level]> = rule(
  "schema-type",
  "apiextensions ValidateStructural",
  "Give every schema a type, or x-kubernetes-int-or-string, or x-kubernetes-preserve-unknown-fields; the root is an object, and an array says what its items are.",
  (schema, level) => {
    const type = schema.at("type");
    const embedded = schema.at("x-kubernetes-embedded-resource").true;
    const free = schema.at("x-kubernetes-int-or-string").true || schema.at("x-kubernetes-preserve-unknown-fields").true;
    if (type.text === "") {
      if (embedded) type.required("must be object if x-kubernetes-embedded-resource is true");
      else if (!free) type.required(`must not be empty ${MISSING_TYPE[level]}`);
    } else if (level === "root" && type.text !== "object") type.invalid("must be object at the root");
    else if (!TYPES.includes(type.text)) type.unsupported(TYPES);
    if (type.text === "array" && !schema.at("items").present) schema.at("items").required("must be specified");
    if (schema.at("x-kubernetes-preserve-unknown-fields").value === false)
      schema.at("x-kubernetes-preserve-unknown-fields").invalid("must be true or undefined");
  },
);

const mapped: Check<[level: Level]> = rule(
  "schema-map",
  "apiextensions ValidateCustomResourceDefinitionOpenAPISchema",
  "Use either properties or additionalProperties, and neither additionalProperties nor more of metadata than its name at the root.",
  (schema, level) => {
    const rest = schema.at("additionalProperties");
    if (rest.present && level === "root") rest.forbidden("must not be used at the root");
    else if (rest.isMap && rest.present && schema.at("properties").size > 0) rest.forbidden("additionalProperties and properties are mutual exclusive");
  },
);

const keyed: Check = rule(
  "schema-list",
  "apiextensions ValidateCustomResourceDefinitionOpenAPISchema",
  "Give arrays the list type atomic, set or map; a map names the properties of its items that are its keys.",
  (schema) => {
    const [type, list, keys, map] = schema.places("type", "x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type");
    listed("atomic", "granular")(map);
    if (map.present && type.text !== "object") type.invalid("must be object if x-kubernetes-map-type is specified", type.text);
    listed("atomic", "set", "map")(list);
    if (list.present && type.text !== "array") type.invalid("must be array if x-kubernetes-list-type is specified", type.text);
    if (keys.size > 0 && list.text !== "map") list.invalid("must be map if x-kubernetes-list-map-keys is non-empty", list.text);
    if (list.text !== "map") return;
    const items = schema.at("items");
    if (keys.size === 0) keys.required("must not be empty if x-kubernetes-list-type is map");
    if (items.at("type").text !== "object")
      return items.at("type").invalid("must be object if parent array's x-kubernetes-list-type is map", items.at("type").text);
    for (const key of keys.items) if (!items.at("properties").at(key.text).present) keys.invalid("entries must all be names of item properties");
  },
);

/** A schema below allOf, anyOf, oneOf or not says nothing of its own. Source: apiextensions validateNestedValueValidation. */
const restriction: Check = rule(
  "schema-restriction",
  "apiextensions ValidateStructural",
  "Below allOf, anyOf, oneOf and not, restrict what is declared outside them.",
  (schema) => {
    for (const key of ["type", "title", "description"]) if (schema.at(key).text !== "") schema.at(key).forbidden("must be empty to be structural");
    for (const key of ["default", "additionalProperties"]) if (schema.at(key).present) schema.at(key).forbidden("must be undefined to be structural");
    if (schema.at("nullable").true) schema.at("nullable").forbidden("must be false to be structural");
  },
);

const INT_OR_STRING = JSON.stringify([{ type: "integer" }, { type: "string" }]);

function restrictions(schema: Field): void {
  const junctions = JUNCTORS.flatMap((key) => (isIntOrString(schema.at(key)) ? [] : schema.at(key).items));
  for (const each of [...junctions, schema.at("not")]) {
    if (!each.present) continue;
    restriction(each);
    restrictions(each);
    for (const below of [...each.at("properties").entries, each.at("items")]) {
      if (!below.present) continue;
      restriction(below);
      restrictions(below);
    }
  }
}

/** The one use of type in anyOf that is allowed, as that is how OpenAPI spells it. */
function isIntOrString(anyOf: Field): boolean {
  return anyOf.key === "anyOf" && JSON.stringify(anyOf.value) === INT_OR_STRING;
}

/** A schema and all schemas in it. */
export function structuralSchema(schema: Field, level: Level): void {
  typed(schema, level);
  mapped(schema, level);
  keyed(schema);
  restrictions(schema);
  schemaRules(schema, level === "root");
  for (const property of schema.at("properties").entries) structuralSchema(property, "field");
  if (schema.at("items").isMap && schema.at("items").present) structuralSchema(schema.at("items"), "item");
  const rest = schema.at("additionalProperties");
  if (rest.isMap && rest.present) structuralSchema(rest, "field");
}
