import type * as Cel from "@marcbachmann/cel-js";
import { lookup } from "../../lookup.ts";
import { celEnvironment, compile } from "../cel/environment.ts";
import { escaped } from "../cel/names.ts";
import type { Field } from "./field.ts";
import { duplicates } from "./list-keys.ts";
import { type Check, rule } from "./rule.ts";
import { listed } from "./values.ts";

const REASONS = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

/** The fields of a rule in CEL, as the decoder knows them. Source: apiextensions v1 ValidationRule. */
const TYPES: Record<string, string> = {
  rule: "string",
  message: "string",
  messageExpression: "string",
  reason: "string",
  fieldPath: "string",
  optionalOldSelf: "boolean",
};

/** The generated model leaves the extensions of schemas alone: their shape is looked at here. */
const shape: Check = rule(
  "schema-rules-shape",
  "apiextensions ValidationRule",
  "Write x-kubernetes-validations as a list of maps with a rule each.",
  (field) => {
    if (field.present && !Array.isArray(field.value)) return field.invalid("must be a list", typeof field.value);
    for (const item of field.items) {
      if (item.present && !item.isMap) item.invalid("must be a map", Array.isArray(item.value) ? "list" : typeof item.value);
      for (const each of item.entries) {
        const type = lookup(TYPES, each.key);
        if (type === undefined) each.say(`unknown field "${each.key}"`);
        else if (each.present && typeof each.value !== type) each.invalid(`must be of type ${type}`, typeof each.value);
      }
    }
  },
);

const texts: Check = rule(
  "schema-rules",
  "apiextensions ValidateCustomResourceDefinitionOpenAPISchema",
  "Give each rule an expression, and a message of one line; one that spans lines needs the message.",
  (field) => {
    duplicates(field, { rule: "" });
    for (const item of field.items) {
      const [expression, message, computed, reason, path] = item.places("rule", "message", "messageExpression", "reason", "fieldPath");
      const spoken = message.text.trim();
      if (expression.text.trim() === "") expression.required("rule is not specified");
      else if (message.text !== "" && spoken === "") message.invalid("must be non-empty if specified");
      else if (/[\n\r]/.test(spoken)) message.invalid("must not contain line breaks");
      else if (/[\n\r]/.test(expression.text.trim()) && spoken === "") message.required("message must be specified if rule contains line breaks");
      if (computed.text !== "" && computed.text.trim() === "") computed.required("messageExpression must be non-empty if specified");
      if (path.text !== "" && path.text.trim() === "") path.invalid("must be non-empty if specified");
      listed(...REASONS)(reason);
    }
  },
);

interface Fields {
  [field: string]: "dyn" | Fields;
}

/** Fields that every object has, whether its schema says so or not. */
const OF_OBJECTS: Fields = { apiVersion: "dyn", kind: "dyn", metadata: { name: "dyn", generateName: "dyn" } };

/** The fields that CEL finds in a schema's values; undefined where nothing is declared, so that all may be there. */
function declared(schema: Field, isResource: boolean): Fields | undefined {
  if (schema.at("type").text !== "object" || schema.at("additionalProperties").present) return undefined;
  const own = schema.at("properties").entries.map((each) => [escaped(String(each.key)), fieldsOrAnything(each)] as const);
  return { ...Object.fromEntries(own), ...(isResource ? OF_OBJECTS : {}) };
}

function fieldsOrAnything(schema: Field): "dyn" | Fields {
  const fields = declared(schema, schema.at("x-kubernetes-embedded-resource").true);
  return fields && Object.keys(fields).length > 0 ? fields : "dyn";
}

/** An environment in which self has the fields of a schema. */
function environmentOf(schema: Field, isRoot: boolean): Cel.Environment {
  const fields = declared(schema, isRoot || schema.at("x-kubernetes-embedded-resource").true);
  if (!fields) return celEnvironment(["self", "oldSelf"]);
  const environment = celEnvironment([]);
  // The type checker takes an empty list of fields for any field.
  const shape = Object.keys(fields).length > 0 ? fields : { __none__: "dyn" };
  for (const name of ["self", "oldSelf"]) environment.registerVariable({ name, schema: shape as Cel.ObjectSchema });
  return environment;
}

const expressions: Check<[schema: Field, isRoot: boolean]> = rule(
  "schema-rules-cel",
  "apiextensions cel.Compile",
  "Write CEL that compiles, over self with the fields that the schema declares.",
  (field, schema, isRoot) => {
    for (const item of field.items) {
      // An old value that may be absent is an optional one, which other functions read.
      if (item.at("optionalOldSelf").true) continue;
      for (const [key, wanted] of [
        ["rule", "bool"],
        ["messageExpression", "string"],
      ] as const) {
        const place = item.at(key);
        if (place.text.trim() === "") continue;
        const { error, type } = compile(place.text, environmentOf(schema, isRoot));
        if (error) place.invalid(`compilation failed: ERROR: <input>: ${error}`);
        else if (type && type !== wanted && type !== "dyn") place.invalid(`must evaluate to ${wanted}`);
      }
    }
  },
);

/** The rules in CEL of a schema. */
export function schemaRules(schema: Field, isRoot: boolean): void {
  const rules = schema.at("x-kubernetes-validations");
  if (!rules.present) return;
  shape(rules);
  texts(rules);
  expressions(rules, schema, isRoot);
}
