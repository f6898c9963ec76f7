import { alone, BASE, type Feature, overlay } from "./world.ts";

/** What Kustomize refuses; it says the same from everywhere. */
export const MISTAKES: Readonly<Record<string, Feature>> = {
  "a missing file": alone("resources: [gone.yaml]\n"),
  "a missing base": alone("resources: [../gone]\n"),
  "an unknown field": overlay("namePrefx: a-\n"),
  "a field of the wrong type": overlay("replicas: {web: 3}\n"),
  "broken YAML in the kustomization": alone("resources: [\n"),
  "broken YAML in a resource": alone("resources: [a.yaml]\n", { "top/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n bad: y\n" }),
  "a kustomization of nothing": alone("\n"),
  "an object without a name": alone("resources: [a.yaml]\n", { "top/a.yaml": "apiVersion: v1\nkind: ConfigMap\n" }),
  "an object without a kind": alone("resources: [a.yaml]\n", { "top/a.yaml": "apiVersion: v1\nmetadata: {name: a}\n" }),
  "an object twice": overlay("", { "top/kustomization.yaml": "resources: [../base, ../base]\n" }),
  "two kustomization files": { ...overlay(""), "top/kustomization.yml": "resources: [../base]\n" },
  "a component as a base": { ...BASE, "part/kustomization.yaml": "kind: Component\n", "top/kustomization.yaml": "resources: [../base, ../part]\n" },
  "a base as a component": overlay("components: [../base]\n"),
  "a cycle": { "top/kustomization.yaml": "resources: [../other]\n", "other/kustomization.yaml": "resources: [../top]\n" },
  "a file outside": { ...overlay("configMapGenerator: [{name: a, files: [../outside.txt]}]\n"), "outside.txt": "a" },
  "a patch for nobody": overlay("patches: [{patch: '{apiVersion: v1, kind: Secret, metadata: {name: gone}}'}]\n"),
  "a JSON patch of a path that is not there": overlay("patches: [{target: {kind: Service}, patch: '[{op: replace, path: /spec/gone/x, value: 1}]'}]\n"),
  "a JSON patch of annotations that are not there": overlay(
    "patches: [{target: {kind: Service}, patch: '[{op: add, path: /metadata/annotations/a, value: b}]'}]\n",
  ),
  "a replacement without a source": overlay(
    "replacements: [{source: {kind: Secret, name: gone}, targets: [{select: {kind: Service}, fieldPaths: [spec.type]}]}]\n",
  ),
  "a replacement into nothing": overlay(
    "replacements: [{source: {kind: Service, name: web}, targets: [{select: {kind: Deployment}, fieldPaths: [spec.gone.here]}]}]\n",
  ),
  "a generator that merges with nothing": overlay("configMapGenerator: [{name: gone, behavior: merge, literals: [a=b]}]\n"),
  "a generator without a file": overlay("configMapGenerator: [{name: a, files: [gone.txt]}]\n"),
  "an unknown version of openapi": overlay("openapi: {version: v0.0.1}\n"),
  "an unknown order": overlay("sortOptions: {order: random}\n"),
  "a plugin": overlay("generators: [plugin.yaml]\n", { "top/plugin.yaml": "apiVersion: example.com/v1\nkind: Plugin\nmetadata: {name: p}\n" }),
  "Helm without permission": overlay("helmCharts: [{name: a, repo: 'https://charts.example.com', version: 1.0.0}]\n"),
  "a generated name": alone("resources: [a.yaml]\n", { "top/a.yaml": "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-}\n" }),
};
