import type { Suite } from "../suite.ts";

const SPEC = "/spec/versions/0/schema/openAPIV3Schema/properties/spec";
const AT = "spec.versions[0].schema.openAPIV3Schema.properties.spec";
const rule = (change: object) => ({ [`${SPEC}/x-kubernetes-validations/0`]: { rule: "self.size <= 10", ...change } });
const sizeProperty = `${SPEC}/properties/size`;

export const definitionSchema: Suite = {
  object: {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "widgets.example.com" },
    spec: {
      group: "example.com",
      scope: "Namespaced",
      names: { plural: "widgets", kind: "Widget", shortNames: ["wd"] },
      versions: [
        {
          name: "v1",
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: "object",
              properties: {
                spec: {
                  type: "object",
                  "x-kubernetes-validations": [{ rule: "self.size <= 10", message: "size is at most 10" }],
                  properties: { size: { type: "integer" }, tags: { type: "array", items: { type: "string" } } },
                },
              },
            },
          },
          additionalPrinterColumns: [{ name: "Size", type: "integer", jsonPath: ".spec.size" }],
        },
      ],
    },
  },
  accepts: {
    "a rule over oldSelf and a field in a field": {
      ...rule({ rule: "oldSelf.nested.deep == self.nested.deep && has(self.tags) && self.tags.all(t, t != '')" }),
      [`${SPEC}/properties/nested`]: { type: "object", properties: { deep: { type: "string" } } },
    },
    "a rule over a map": {
      ...rule({ rule: "'a' in self && self['a'] == 'b' && self.c != 'd'" }),
      [`${SPEC}/properties`]: undefined,
      [`${SPEC}/additionalProperties`]: { type: "string" },
    },
    "a rule over the name, and a field whose name CEL reserves": {
      "/spec/versions/0/schema/openAPIV3Schema/x-kubernetes-validations": [{ rule: "self.metadata.name != '' && self.spec.__namespace__ != ''" }],
      [`${SPEC}/properties/namespace`]: { type: "string" },
    },
    "a number or a text": {
      [sizeProperty]: { "x-kubernetes-int-or-string": true, anyOf: [{ type: "integer" }, { type: "string" }] },
      [`${SPEC}/x-kubernetes-validations`]: undefined,
    },
    anything: { [sizeProperty]: { "x-kubernetes-preserve-unknown-fields": true } },
    "fields that exclude each other": { [`${SPEC}/oneOf`]: [{ required: ["size"] }, { required: ["tags"] }] },
  },
  rejects: [
    ["schema-type", { [`${sizeProperty}/type`]: undefined }, `${AT}.properties.size.type: Required value: must not be empty for specified object fields`],
    ["schema-type", { [`${sizeProperty}/type`]: "int" }, `${AT}.properties.size.type: Unsupported value: "int"`],
    ["schema-type", { [`${SPEC}/properties/tags/items`]: undefined }, `${AT}.properties.tags.items: Required value: must be specified`],
    [
      "schema-type",
      { "/spec/versions/0/schema/openAPIV3Schema/type": "array", "/spec/versions/0/schema/openAPIV3Schema/items": { type: "string" } },
      "spec.versions[0].schema.openAPIV3Schema.type: Invalid value",
    ],
    [
      "schema-map",
      { [`${SPEC}/additionalProperties`]: { type: "string" }, [`${SPEC}/x-kubernetes-validations`]: undefined },
      `${AT}.additionalProperties: Forbidden`,
    ],
    ["schema-list", { [`${SPEC}/properties/tags/x-kubernetes-list-type`]: "bag" }, `${AT}.properties.tags.x-kubernetes-list-type: Unsupported value: "bag"`],
    ["schema-restriction", { [`${SPEC}/oneOf`]: [{ type: "object" }] }, `${AT}.oneOf[0].type: Forbidden: must be empty to be structural`],
    ["schema-rules", rule({ rule: " " }), `${AT}.x-kubernetes-validations[0].rule: Required value: rule is not specified`],
    ["schema-rules", rule({ message: "a\nb" }), `${AT}.x-kubernetes-validations[0].message: Invalid value: "a\\nb": must not contain line breaks`],
    ["schema-rules", rule({ reason: "Other" }), `${AT}.x-kubernetes-validations[0].reason: Unsupported value: "Other"`],
    ["schema-rules-cel", rule({ rule: "self.sise <= 10" }), `${AT}.x-kubernetes-validations[0].rule: Invalid value: "self.sise <= 10": compilation failed`],
    ["schema-rules-cel", rule({ rule: "self.size <=" }), `${AT}.x-kubernetes-validations[0].rule: Invalid value: "self.size <=": compilation failed`],
    ["schema-rules-cel", rule({ rule: "'text'" }), `${AT}.x-kubernetes-validations[0].rule: Invalid value: "'text'": must evaluate to bool`],
    ["schema-rules-shape", { [`${SPEC}/x-kubernetes-validations/0/rules`]: "x" }, `${AT}.x-kubernetes-validations[0].rules: unknown field "rules"`],
    ["schema-rules-shape", { [`${SPEC}/x-kubernetes-validations/0/message`]: 1 }, `${AT}.x-kubernetes-validations[0].message: Invalid value`],
    ["crd-names", { "/spec/names/shortNames/0": "WD" }, 'spec.names.shortNames[0]: Invalid value: "WD"'],
    ["crd-names", { "/spec/names/listKind": "Widget" }, 'spec.names.listKind: Invalid value: "Widget": kind and listKind may not be the same'],
    [
      "crd-columns",
      { "/spec/versions/0/additionalPrinterColumns/0/type": "bytes" },
      'spec.versions[0].additionalPrinterColumns[0].type: Invalid value: "bytes"',
    ],
  ],
};
