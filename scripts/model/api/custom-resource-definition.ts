import type { Field } from "./field.ts";
import { dns1035Label } from "./formats.ts";
import { type Check, each, rule } from "./rule.ts";
import { structuralSchema } from "./structural-schema.ts";
import { formatted, oneOf, requiredText } from "./values.ts";

const names: Check = rule(
  "crd-names",
  "apiextensions ValidateCustomResourceDefinition",
  "Name the definition <plural>.<group>, and use scope Namespaced or Cluster.",
  (object) => {
    const [name, spec] = [object.under("metadata", "name"), object.at("spec")];
    const wanted = `${spec.under("names", "plural").text}.${spec.at("group").text}`;
    if (name.text !== wanted) name.invalid(`must be spec.names.plural+"."+spec.group`);
    if (spec.at("scope").text === "") spec.at("scope").required();
    else oneOf("Cluster", "Namespaced")(spec.at("scope"));
    const [plural, singular, kind, list, short, categories] = spec.at("names").places("plural", "singular", "kind", "listKind", "shortNames", "categories");
    for (const text of [plural, singular]) formatted(dns1035Label)(text);
    if (kind.text === "") kind.required();
    for (const text of [kind, list]) {
      for (const message of text.text === "" ? [] : dns1035Label(text.text.toLowerCase())) {
        text.invalid(`may have mixed case, but should otherwise match: ${message}`);
      }
    }
    if (kind.text !== "" && kind.text === list.text) list.invalid("kind and listKind may not be the same");
    for (const item of [...short.items, ...categories.items]) item.invalidEach(dns1035Label(item.text), item.text);
  },
);

const versions: Check = rule(
  "crd-versions",
  "apiextensions ValidateCustomResourceDefinition",
  "Give each version a name of its own and a schema, and store exactly one.",
  (field) => {
    const seen = new Set<string>();
    const stored: Field[] = [];
    for (const version of field.items) {
      const [name, schema] = [version.at("name"), version.under("schema", "openAPIV3Schema")];
      if (seen.has(name.text)) name.duplicate();
      seen.add(name.text);
      name.invalidEach(dns1035Label(name.text), name.text);
      if (schema.present) structuralSchema(schema, "root");
      else schema.required();
      if (version.at("storage").true) stored.push(version);
    }
    if (field.size > 0 && stored.length !== 1) field.invalid("must have exactly one version marked as storage version");
  },
);

const COLUMN_TYPES = ["boolean", "date", "integer", "number", "string"];

const columns: Check = rule(
  "crd-columns",
  "apiextensions ValidateCustomResourceColumnDefinition",
  "Give each column of `kubectl get` a name, a type and a path that starts with a dot.",
  each((item) => {
    const [name, type, path] = item.places("name", "type", "jsonPath");
    requiredText()(name);
    if (type.text === "") type.required(`must be one of ${COLUMN_TYPES.join(",")}`);
    else if (!COLUMN_TYPES.includes(type.text)) type.invalid(`must be one of ${COLUMN_TYPES.join(",")}`);
    if (path.text === "") path.required();
    else if (!/^[.[]/.test(path.text)) path.invalid("must be a simple json path starting with .");
  }),
);

/** CustomResourceDefinition, apiextensions.k8s.io/v1. */
export const customResourceDefinition: Check = (object) => {
  names(object);
  versions(object.under("spec", "versions"));
  for (const version of object.under("spec", "versions").items) columns(version.at("additionalPrinterColumns"));
};
