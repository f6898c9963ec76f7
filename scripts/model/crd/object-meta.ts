import type { Schema } from "./schema.ts";

const text: Schema = { type: "string" };
const texts: Schema = { type: "object", additionalProperties: text };

/**
 * The metadata of every object, which a CustomResourceDefinition does not describe.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
 */
export const OBJECT_META: Schema = {
  type: "object",
  properties: {
    ...Object.fromEntries(["name", "generateName", "namespace", "selfLink", "uid", "resourceVersion"].map((key) => [key, text])),
    ...Object.fromEntries(["creationTimestamp", "deletionTimestamp"].map((key) => [key, { ...text, format: "date-time" }])),
    ...Object.fromEntries(["generation", "deletionGracePeriodSeconds"].map((key) => [key, { type: "integer" }])),
    labels: texts,
    annotations: texts,
    finalizers: { type: "array", items: text },
    managedFields: { type: "array", items: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
    ownerReferences: {
      type: "array",
      items: {
        type: "object",
        properties: {
          ...Object.fromEntries(["apiVersion", "kind", "name", "uid"].map((key) => [key, text])),
          ...Object.fromEntries(["controller", "blockOwnerDeletion"].map((key) => [key, { type: "boolean" }])),
        },
      },
    },
  },
};
