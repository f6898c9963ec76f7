import { expect, test } from "vitest";
import type { Manifest } from "../../../scripts/kubernetes/manifest.ts";
import { ModelCheck } from "../../../scripts/model/check.ts";
import type { RenderedObject } from "../../../scripts/render/rendered-tree.ts";
import { ROOT } from "../../support/cli.ts";

const definition = (spec: object, type = "object") => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "widgets.example.com" },
  spec: {
    group: "example.com",
    scope: "Namespaced",
    names: { plural: "widgets", kind: "Widget" },
    versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type, properties: { spec } } } }],
  },
});
const widget = (spec: object) => ({ apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "w", namespace: "default" }, spec });
const SIZED = { type: "object", properties: { size: { type: "integer", maximum: 10 } } };

const inTree = (manifest: Manifest): RenderedObject => ({
  manifest,
  tree: { path: "a", kind: "manifests", environment: "staging", files: [] },
  origin: { transformations: [] },
});

/** What is said of objects, each of which is a tree of its own, in this order. */
async function check(...manifests: Manifest[]) {
  const models = new ModelCheck(ROOT, false);
  for (const manifest of manifests) models.add([inTree(manifest)]);
  const findings = await models.findings();
  return { said: findings.map(({ rule, object, path }) => `${rule} ${object?.kind} ${path}`), notChecked: models.notChecked() };
}

test("an object is judged by the definition that another tree brings, in whatever order they are rendered", async () => {
  const [good, bad] = [widget({ size: 3 }), widget({ size: 11, colour: "red" })];
  expect((await check(definition(SIZED), good)).said).toEqual([]);
  const complaints = ["api/custom-resource Widget /spec/size", "api/custom-resource Widget /spec/colour"];
  expect((await check(definition(SIZED), bad)).said).toEqual(complaints);
  expect((await check(bad, definition(SIZED))).said).toEqual(complaints);
});

test("an object of a kind that nothing defines is not taken for checked", async () => {
  expect((await check(widget({}))).said).toEqual(["model/unknown-kind Widget /kind"]);
  expect((await check(widget({}), definition(SIZED), { ...widget({}), apiVersion: "example.com/v2" })).said).toEqual([
    "api/custom-resource Widget /apiVersion",
  ]);
});

test("a definition that the API server would refuse defines nothing", async () => {
  expect((await check(definition({ type: "map" }), widget({}))).said).toEqual([
    "api/schema-type CustomResourceDefinition /spec/versions/0/schema/openAPIV3Schema/properties/spec/type",
    "model/unknown-kind Widget /kind",
  ]);
});

test("a rule that cannot be judged here is named as not checked", async () => {
  const rule = "self.size.frobnicate()";
  const { said, notChecked } = await check(definition({ ...SIZED, "x-kubernetes-validations": [{ rule }] }), widget({ size: 3 }));
  expect([said, notChecked]).toEqual([[], [`the rule of Widget ${rule}`]]);
});
