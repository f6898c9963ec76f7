import { BASE, type Feature, overlay } from "./world.ts";

/** Fields that change what is there. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
export const TRANSFORMERS: Readonly<Record<string, Feature>> = {
  namePrefix: overlay("namePrefix: pre-\nnameSuffix: -post\n"),
  namespace: overlay("namespace: elsewhere\n"),
  labels: overlay("labels:\n  - {pairs: {team: a}}\n  - {pairs: {tier: b}, includeSelectors: true}\n  - {pairs: {zone: c}, includeTemplates: true}\n"),
  "labels with fields": overlay("labels:\n  - pairs: {team: a}\n    fields: [{path: spec/deep/labels, kind: Service, create: true}]\n"),
  commonLabels: overlay("commonLabels: {team: a}\n"),
  commonAnnotations: overlay("commonAnnotations: {team: a}\n"),
  images: overlay(
    "images:\n  - {name: registry.example.com/web, newTag: 2.0.0}\n  - {name: nginx, newName: registry.example.com/nginx, digest: 'sha256:0123456789012345678901234567890123456789012345678901234567890123'}\n",
  ),
  replicas: overlay("replicas: [{name: web, count: 3}]\n"),
  "strategic patch": overlay("patches: [{path: patch.yaml}]\n", {
    "top/patch.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: null
  template:
    spec:
      containers:
        - {name: web, env: [{name: TWO, value: two}, {name: ONE, $patch: delete}], resources: {limits: {memory: 1Gi}}}
        - {name: side, $patch: delete}
      initContainers: [{name: init, image: busybox}]
`,
  }),
  "patch that deletes": overlay("patches:\n  - patch: '{apiVersion: v1, kind: Service, metadata: {name: web}, $patch: delete}'\n"),
  "JSON patch": overlay(`patches:
  - target: {kind: Deployment, name: w.*}
    patch: |-
      - {op: replace, path: /spec/replicas, value: 5}
      - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: THREE, value: "3"}}
      - {op: remove, path: /spec/template/spec/containers/1}
`),
  "JSON patch by labels": overlay(`patches:
  - target: {labelSelector: app=web}
    patch: '[{"op": "add", "path": "/metadata/labels/patched", "value": "yes"}]'
`),
  "patch that renames": overlay(`patches:
  - target: {kind: ConfigMap}
    patch: '[{"op": "replace", "path": "/metadata/name", "value": "renamed"}]'
    options: {allowNameChange: true}
`),
  "patch of annotations where there are some": overlay(`commonAnnotations: {one: "1"}
patches:
  - target: {kind: Service}
    patch: '[{"op": "add", "path": "/metadata/annotations/two", "value": "2"}]'
`),
  "patch that replaces annotations": overlay(`patches:
  - target: {kind: Service}
    patch: '[{"op": "add", "path": "/metadata/annotations", "value": {"only": "this"}}]'
`),
  patchesStrategicMerge: overlay("patchesStrategicMerge:\n  - |-\n    {apiVersion: v1, kind: ConfigMap, metadata: {name: plain}, data: {mode: patched}}\n"),
  patchesJson6902: overlay(
    `patchesJson6902:
  - target: {version: v1, kind: Service, name: web}
    patch: '[{"op": "replace", "path": "/spec/ports/0/port", "value": 81}]'
`,
  ),
  replacements: overlay(`replacements:
  - source: {kind: ConfigMap, name: plain, fieldPath: data.mode}
    targets:
      - select: {kind: Deployment}
        fieldPaths: ["spec.template.spec.containers.[name=web].env.[name=ONE].value"]
      - select: {kind: Service}
        fieldPaths: [metadata.annotations.mode, metadata.labels.mode]
        options: {create: true}
  - source: {kind: Deployment, name: web, fieldPath: spec.template.spec.containers.0.image, options: {delimiter: ":", index: 1}}
    targets:
      - select: {kind: ConfigMap}
        reject: [{name: settings}]
        fieldPaths: [data.version]
        options: {create: true}
`),
  vars: overlay(
    "vars:\n  - {name: MODE, objref: {apiVersion: v1, kind: ConfigMap, name: plain}, fieldref: {fieldpath: data.mode}}\npatches:\n  - patch: |-\n      {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {spec: {containers: [{name: web, args: ['--mode=$(MODE)']}]}}}}\n",
  ),
  components: {
    ...overlay("components: [../part, ../other]\n"),
    "part/kustomization.yaml":
      "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nreplicas: [{name: web, count: 7}]\nconfigMapGenerator: [{name: more, literals: [a=b]}]\n",
    "other/kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{target: {kind: Service}, path: patch.yaml}]\n",
    "other/patch.yaml": "- {op: add, path: /spec/type, value: NodePort}\n",
  },
  "overlays on overlays": {
    ...BASE,
    "middle/kustomization.yaml": "resources: [../base]\nnamePrefix: m-\nconfigMapGenerator: [{name: settings, literals: [a=b]}]\n",
    "top/kustomization.yaml":
      "resources: [../middle]\nnamePrefix: t-\nnamespace: top\nconfigMapGenerator: [{name: settings, behavior: merge, literals: [c=d]}]\n",
  },
};
