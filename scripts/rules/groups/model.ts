import { ruleTable } from "../rule.ts";

/** What the typed models, JSON Schemas and definitions of kinds say of an object. */
export default ruleTable("model", "model", {
  schema: {
    title: "An object has the shape of its kind",
    description: "Types, required fields, enums and formats are those of the kind's schema. The API server refuses what is not.",
    severity: "error",
    help: "Correct the value; the API server would refuse it.",
    references: ["https://kubernetes.io/docs/reference/kubernetes-api/"],
  },
  "unknown-field": {
    title: "An object has only fields of its kind",
    description: "The API server drops an unknown field or refuses the object: what was meant by it does not happen.",
    severity: "error",
    help: "Correct the name of the field, or remove it.",
    references: ["https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"],
  },
  "newer-field": {
    title: "A custom resource has what its bundled model has",
    description:
      "A field or a choice that the model bundled here does not have, and that reads like none that it has. The definition in your cluster may be newer: then it is in order.",
    severity: "error",
    help: "Correct it, or let the kind's own definition judge: render it, or name a folder or an address with it under schemas in gitops.yaml.",
  },
  "kind-name": {
    title: "A kind is spelled as its API has it",
    description: "The kind, its group or its version reads like one that is known, and is not: the API server has no such kind.",
    severity: "error",
    help: "Correct apiVersion and kind.",
    references: ["https://kubernetes.io/docs/reference/kubernetes-api/"],
  },
  "unknown-kind": {
    title: "An object is of a kind that is known",
    description: "Neither a typed model nor a JSON Schema nor a CustomResourceDefinition describes the kind, so nothing of the object was checked.",
    severity: "error",
    help: "Render its CustomResourceDefinition, or name a folder or an address with its definition or JSON Schema under schemas in gitops.yaml.",
    references: ["https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/custom-resources/"],
  },
});
