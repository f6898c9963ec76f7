import { describe, expect, test } from "vitest";
import type { Manifest } from "../../../scripts/kubernetes/manifest.ts";
import { fieldPath } from "../../../scripts/model/api/field-path.ts";
import { crdViolations, uncheckedRules } from "../../../scripts/model/crd/index.ts";
import type { CustomResourceDefinition, Schema } from "../../../scripts/model/crd/schema.ts";
import { type Change, changed } from "../api/suite.ts";

const spec: Schema = {
  type: "object",
  required: ["size", "mode"],
  properties: {
    size: { type: "integer", minimum: 1, maximum: 9 },
    count: { type: "integer", format: "int32" },
    mode: { type: "string", enum: ["fast", "safe"], default: "fast" },
    ratio: { type: "number", minimum: 0, exclusiveMinimum: true },
    name: { type: "string", pattern: "^[a-z]+$", minLength: 2, maxLength: 5 },
    since: { type: "string", format: "date-time" },
    timeout: { type: "string", format: "duration" },
    port: { "x-kubernetes-int-or-string": true },
    labels: { type: "object", additionalProperties: { type: "string" }, maxProperties: 2 },
    anything: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
    parts: {
      type: "array",
      minItems: 1,
      maxItems: 3,
      "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": ["name", "protocol"],
      items: {
        type: "object",
        required: ["name"],
        properties: { name: { type: "string" }, protocol: { type: "string", default: "TCP" }, weight: { type: "integer" } },
      },
    },
    tags: { type: "array", "x-kubernetes-list-type": "set", items: { type: "string" } },
    source: { type: "object", properties: { git: { type: "string" }, http: { type: "string" } }, oneOf: [{ required: ["git"] }, { required: ["http"] }] },
    namespace: { type: "string" },
    limit: { type: "string" },
  },
  "x-kubernetes-validations": [
    { rule: "!has(self.parts) || self.parts.all(part, !has(part.weight) || part.weight <= self.size)", message: "no part may outweigh the whole" },
    { rule: "self.mode != 'safe' || self.size >= 3", messageExpression: "'safe needs 3, not ' + string(self.size)", fieldPath: ".size" },
    { rule: "!has(self.__namespace__) || self.__namespace__.startsWith('team-')", message: "of a team" },
    { rule: "!has(self.limit) || quantity(self.limit).isLessThan(quantity('1Gi'))", message: "below 1Gi" },
    { rule: "self.size >= oldSelf.size", message: "may not shrink" },
  ],
};

const crd: CustomResourceDefinition = {
  spec: {
    group: "example.com",
    names: { kind: "Widget" },
    versions: [
      { name: "v1", served: true, schema: { openAPIV3Schema: { type: "object", required: ["spec"], properties: { spec, status: { type: "object" } } } } },
      { name: "v1alpha1", served: false, schema: { openAPIV3Schema: { type: "object" } } },
    ],
  },
};

const widget: Manifest = { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "w" }, spec: { size: 3, parts: [{ name: "a" }] } };

function said(change: Change): string[] {
  return crdViolations(changed(widget, change), crd).map(({ path, message }) => `${fieldPath(path)}: ${message}`);
}

describe("a custom resource passes", () => {
  test.each<[string, Change]>([
    ["as it is", {}],
    ["with an integer where a number is asked for", { "/spec/ratio": 2 }],
    ["with either kind of IntOrString", { "/spec/port": "http" }],
    ["with fields that its schema leaves open", { "/spec/anything": { a: { b: 1 } } }],
    ["with the same name for another protocol", { "/spec/parts/-": { name: "a", protocol: "UDP" } }],
    ["with nulls in its metadata, which count as absent", { "/metadata/labels": null, "/metadata/creationTimestamp": null }],
    ["with a null where there is a default", { "/spec/mode": null }],
    ["with a date and a duration", { "/spec/since": "2026-01-01T00:00:00Z", "/spec/timeout": "1h30m" }],
    ["with one of two sources", { "/spec/source": { git: "x" } }],
    ["with a quantity that CEL compares", { "/spec/limit": "512Mi" }],
    ["with a field whose name CEL reserves", { "/spec/namespace": "team-a" }],
  ])("%s", (_name, change) => {
    expect(said(change)).toEqual([]);
  });
});

describe("a custom resource is refused", () => {
  test.each<[string, Change, string]>([
    [
      "of a version that is not served",
      { "/apiVersion": "example.com/v1alpha1" },
      'apiVersion: Unsupported value: "example.com/v1alpha1": supported values: "example.com/v1"',
    ],
    ["without what is required", { "/spec": undefined }, "spec: Required value"],
    ["with a wrong type", { "/spec/size": "3" }, 'spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"'],
    [
      "with a boolean for an IntOrString",
      { "/spec/port": true },
      'spec.port: Invalid value: "boolean": spec.port in body must be of type integer,string: "boolean"',
    ],
    ["above a bound", { "/spec/size": 10 }, "spec.size: Invalid value: 10: spec.size in body should be less than or equal to 9"],
    ["at an exclusive bound", { "/spec/ratio": 0 }, "spec.ratio: Invalid value: 0: spec.ratio in body should be greater than 0"],
    ["outside of an enum", { "/spec/mode": "slow" }, 'spec.mode: Unsupported value: "slow": supported values: "fast", "safe"'],
    ["against a pattern", { "/spec/name": "Ab" }, "spec.name: Invalid value: \"Ab\": spec.name in body should match '^[a-z]+$'"],
    ["too short", { "/spec/name": "a" }, 'spec.name: Invalid value: "a": spec.name in body should be at least 2 chars long'],
    ["too long", { "/spec/name": "abcdef" }, "spec.name: Too long: may not be more than 5 bytes"],
    ["against a format", { "/spec/since": "yesterday" }, 'spec.since: Invalid value: "yesterday": spec.since in body must be of type date-time: "yesterday"'],
    ["with too few items", { "/spec/parts": [] }, "spec.parts: Invalid value: 0: spec.parts in body should have at least 1 items"],
    ["with too many items", { "/spec/parts": ["a", "b", "c", "d"].map((name) => ({ name })) }, "spec.parts: Too many: 4: must have at most 3 items"],
    [
      "with a key twice, the default counted",
      { "/spec/parts/-": { name: "a", protocol: "TCP" } },
      'spec.parts[1]: Duplicate value: {"name":"a","protocol":"TCP"}',
    ],
    ["with an element of a set twice", { "/spec/tags": ["x", "x"] }, 'spec.tags[1]: Duplicate value: "x"'],
    [
      "with a wrong value in a map",
      { "/spec/labels": { a: 1 } },
      'spec.labels[a]: Invalid value: "integer": spec.labels[a] in body must be of type string: "integer"',
    ],
    ["with an unknown field", { "/spec/parts/0/nmae": "b" }, 'spec.parts[0].nmae: unknown field "spec.parts[0].nmae"'],
    ["with null for a field", { "/spec/name": null }, 'spec.name: Invalid value: "null": spec.name in body must be of type string: "null"'],
    ["with null for an element", { "/spec/tags": [null] }, 'spec.tags[0]: Invalid value: "null": spec.tags[0] in body must be of type string: "null"'],
    [
      "with a number that is too wide",
      { "/spec/count": 2 ** 31 },
      "spec.count: Invalid value: 2147483648: spec.count in body must be of type integer with format int32",
    ],
    [
      "with a label that is no text",
      { "/metadata/labels": { a: true } },
      'metadata.labels[a]: Invalid value: "boolean": metadata.labels[a] in body must be of type string: "boolean"',
    ],
    ["with a misspelt field of its metadata", { "/metadata/lables": { a: "b" } }, 'metadata.lables: unknown field "metadata.lables"'],
    [
      "with both of two sources",
      { "/spec/source": { git: "x", http: "y" } },
      'spec.source: Invalid value: "object": spec.source in body must validate one and only one schema (oneOf)',
    ],
    ["by a rule in CEL", { "/spec/parts/0/weight": 4 }, 'spec: Invalid value: "object": no part may outweigh the whole'],
    [
      "by a rule that computes its message and names a field",
      { "/spec/mode": "safe", "/spec/size": 2 },
      'spec.size: Invalid value: "object": safe needs 3, not 2',
    ],
    ["by a rule that uses Kubernetes' own functions", { "/spec/limit": "2Gi" }, 'spec: Invalid value: "object": below 1Gi'],
    ["by a rule that cannot be evaluated", { "/spec/limit": "much" }, 'spec: Invalid value: "object": rule evaluation error: '],
  ])("%s", (_name, change, says) => {
    expect(said(change).map((text) => text.slice(0, says.length))).toEqual([says]);
  });
});

test("rules that use unknown functions are named, not passed over in silence", () => {
  const odd: Schema = { type: "object", properties: { a: { type: "string", "x-kubernetes-validations": [{ rule: "self.frobnicate()" }] } } };
  const definition: CustomResourceDefinition = { spec: { ...crd.spec, versions: [{ name: "v1", schema: { openAPIV3Schema: odd } }] } };
  expect(uncheckedRules(widget, definition)).toEqual(["self.frobnicate()"]);
  expect(uncheckedRules(widget, crd)).toEqual([]);
});
