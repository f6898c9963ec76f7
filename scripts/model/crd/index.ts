import type { Manifest } from "../../kubernetes/manifest.ts";
import { Field } from "../api/field.ts";
import type { Violation } from "../violation.ts";
import { uncheckedRules as unchecked } from "./cel-rules.ts";
import { customResource } from "./custom-resource.ts";
import { OBJECT_META } from "./object-meta.ts";
import type { CustomResourceDefinition, Schema } from "./schema.ts";
import { validate } from "./validate.ts";

const TEXT: Schema = { type: "string" };

/**
 * Judges a custom resource by the CustomResourceDefinition of its kind: types, required and unknown fields, enums,
 * patterns, bounds, formats, keyed lists, and the rules in CEL.
 * @param object the custom resource
 * @param crd the definition of its kind
 */
export function crdViolations(object: Manifest, crd: CustomResourceDefinition): Violation[] {
  const log = { violations: [] as Violation[] };
  customResource(new Field(object, log), (root) => {
    const schema = schemaOf(object, crd);
    if (!schema) {
      const served = crd.spec.versions.filter((version) => version.served !== false).map(({ name }) => `${crd.spec.group}/${name}`);
      return root.at("apiVersion").unsupported(served);
    }
    const properties = { ...schema.properties, apiVersion: TEXT, kind: TEXT, metadata: OBJECT_META };
    validate(root, { ...schema, properties }, true);
  });
  return log.violations;
}

/** The rules in CEL of an object's kind that cannot be judged here, because they use functions that are not known. */
export function uncheckedRules(object: Manifest, crd: CustomResourceDefinition): readonly string[] {
  const schema = schemaOf(object, crd) ?? {};
  const known = UNCHECKED.get(schema) ?? unchecked(schema);
  UNCHECKED.set(schema, known);
  return known;
}

const UNCHECKED = new WeakMap<Schema, readonly string[]>();

function schemaOf({ apiVersion }: Manifest, { spec }: CustomResourceDefinition): Schema | undefined {
  const version = spec.versions.find(({ name, served }) => served !== false && `${spec.group}/${name}` === apiVersion);
  return version?.schema?.openAPIV3Schema;
}

/** Whether a definition serves an API version. */
export function serves(definition: Manifest, apiVersion: string): boolean {
  const { group, versions } = (definition["spec"] ?? {}) as Partial<CustomResourceDefinition["spec"]>;
  return Array.isArray(versions) && versions.some((each) => each?.served !== false && `${group}/${each?.name}` === apiVersion);
}
