import { expect, it } from "vitest";
import { schemaToCrd } from "../../scripts/cluster/crd-from-schema.ts";

interface Crd {
  metadata: { name: string };
  spec: { scope: string; versions: { schema: { openAPIV3Schema: { properties: Record<string, unknown> } } }[] };
}

const schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["spec"],
  additionalProperties: false,
  properties: { spec: { $ref: "#/$defs/spec" } },
  $defs: {
    spec: {
      type: "object",
      additionalProperties: false,
      properties: {
        mode: { const: "all" },
        port: { type: ["integer", "string"] },
        note: { type: ["string", "null"] },
        labels: { type: "object", additionalProperties: { type: "string" } },
        free: { type: "object" },
      },
    },
  },
};
const specOf = (crd: object) => (crd as Crd).spec.versions[0]?.schema.openAPIV3Schema.properties["spec"];

it("names and scopes the resource as controller-tools does", () => {
  expect(schemaToCrd("k8s.nginx.org", "v1", "Policy", schema)).toMatchObject({ metadata: { name: "policies.k8s.nginx.org" }, spec: { scope: "Namespaced" } });
  expect(schemaToCrd("nvidia.com", "v1", "ClusterPolicy", schema)).toMatchObject({
    metadata: { name: "clusterpolicies.nvidia.com" },
    spec: { scope: "Cluster" },
  });
});

it("turns a closed JSON Schema into a structural one", () => {
  expect(specOf(schemaToCrd("example.com", "v1", "Thing", schema))).toEqual({
    type: "object",
    properties: {
      mode: { enum: ["all"] },
      port: { "x-kubernetes-int-or-string": true },
      note: { type: "string", nullable: true },
      labels: { type: "object", additionalProperties: { type: "string" } },
      free: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
    },
  });
});
