import { isNamespaced } from "../kubernetes/scope.ts";

type Schema = { [keyword: string]: unknown };

/** What a structural schema may hold of JSON Schema; the rest is for readers and for ajv. */
const KEPT = new Set([
  ...["type", "format", "enum", "pattern", "required", "nullable", "default", "description"],
  ...["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"],
]);

/**
 * Makes a CustomResourceDefinition of a closed JSON Schema.
 * A structural schema is closed by being one: unknown fields are pruned, or refused where validation is strict.
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function schemaToCrd(group: string, version: string, kind: string, schema: Schema): object {
  const singular = kind.toLowerCase();
  const plural = pluralOf(singular);
  const openAPIV3Schema = structural(schema, schema);
  const { properties } = openAPIV3Schema as { properties: Schema };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: isNamespaced(`${group}/${version}`, kind) ? "Namespaced" : "Cluster",
      names: { kind, singular, plural, listKind: `${kind}List` },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          // The API server validates these three itself and lets a schema say hardly anything about them.
          schema: { openAPIV3Schema: { ...openAPIV3Schema, properties: { ...properties, apiVersion: STRING, kind: STRING, metadata: { type: "object" } } } },
        },
      ],
    },
  };
}

const STRING = { type: "string" };

function structural(schema: Schema, root: Schema): Schema {
  const reference = schema["$ref"];
  if (typeof reference === "string") return structural({ ...resolve(reference, root), ...without(schema, "$ref") }, root);
  const result: Schema = Object.fromEntries(Object.entries(schema).filter(([keyword]) => KEPT.has(keyword)));
  if ("const" in schema) result["enum"] = [schema["const"]];
  if (Array.isArray(schema["type"])) {
    // JSON Schema's two unions that Kubernetes has: IntOrString, and something that may be null.
    const types = schema["type"].filter((type) => type !== "null");
    if (types.length < schema["type"].length) result["nullable"] = true;
    if (types.length === 1) result["type"] = types[0];
    else Object.assign(result, { "x-kubernetes-int-or-string": true, type: undefined });
  }
  const { properties, items, additionalProperties } = schema as {
    properties?: Record<string, Schema>;
    items?: Schema;
    additionalProperties?: Schema | boolean;
  };
  // A structural schema may say which of its fields exclude each other.
  for (const keyword of ["oneOf", "anyOf"]) if (isAboutPresence(schema[keyword])) result[keyword] = schema[keyword];
  if (properties) result["properties"] = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, structural(value, root)]));
  if (items) result["items"] = structural(items, root);
  if (typeof additionalProperties === "object" && !properties) result["additionalProperties"] = structural(additionalProperties, root);
  const open = result["type"] === "object" && !properties && typeof additionalProperties !== "object";
  if (open) result["x-kubernetes-preserve-unknown-fields"] = true;
  return result;
}

/** Branches that ask for fields, and for nothing else. */
function isAboutPresence(branches: unknown): boolean {
  return Array.isArray(branches) && branches.every((branch: Schema) => Object.keys(branch).every((keyword) => keyword === "required"));
}

function resolve(reference: string, root: Schema): Schema {
  const path = reference.replace(/^#\/?/, "").split("/").filter(Boolean);
  return path.reduce((at, key) => at[key] as Schema, root);
}

function without(schema: Schema, keyword: string): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== keyword));
}

/** As controller-tools names resources: policy, policies; class, classes; pod, pods. */
function pluralOf(singular: string): string {
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(singular) ? `${singular}es` : `${singular}s`;
}
