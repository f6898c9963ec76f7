import type { Field } from "./field.ts";
import { dns1035Label } from "./formats.ts";
import { type Check, rule } from "./rule.ts";
import { oneOf } from "./values.ts";

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
    for (const key of ["plural", "singular"]) {
      const text = spec.at("names").at(key);
      if (text.text !== "") text.invalidEach(dns1035Label(text.text));
    }
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
      if (name.text !== "") name.invalidEach(dns1035Label(name.text));
      const type = schema.at("type");
      if (!schema.present) schema.required();
      else if (type.text === "") type.required("must not be empty at the root");
      else if (type.text !== "object") type.invalid("must be object at the root");
      if (version.at("storage").true) stored.push(version);
    }
    if (field.size > 0 && stored.length !== 1) field.invalid("must have exactly one version marked as storage version");
  },
);

/** CustomResourceDefinition, apiextensions.k8s.io/v1. */
export const customResourceDefinition: Check = (object) => {
  names(object);
  versions(object.under("spec", "versions"));
};
