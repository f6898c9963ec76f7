import type { Schema } from "./schema.ts";

/** Null counts as absent in metadata. */
const text: Schema = { type: "string", nullable: true };
const texts: Schema = { type: "object", nullable: true, additionalProperties: text };

/**
 * The metadata of every object, which a CustomResourceDefinition does not describe.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
 */
export const OBJECT_META: Schema = {
  type: "object",
  properties: {
    ...Object.fromEntries(["name", "generateName", "namespace", "selfLink", "uid", "resourceVersion"].map((key) => [key, text])),
    ...Object.fromEntries(["creationTimestamp", "deletionTimestamp"].map((key) => [key, { ...text, format: "date-time" }])),
    ...Object.fromEntries(["generation", "deletionGracePeriodSeconds"].map((key) => [key, { type: "integer", nullable: true }])),
    labels: texts,
    annotations: texts,
    finalizers: { type: "array", nullable: true, items: text },
    managedFields: { type: "array", nullable: true, items: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
    ownerReferences: {
      type: "array",
      nullable: true,
      items: {
        type: "object",
        properties: {
          ...Object.fromEntries(["apiVersion", "kind", "name", "uid"].map((key) => [key, text])),
          ...Object.fromEntries(["controller", "blockOwnerDeletion"].map((key) => [key, { type: "boolean", nullable: true }])),
        },
      },
    },
  },
};
