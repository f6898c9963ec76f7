import { alone, type Feature, overlay } from "./world.ts";

const WIDGET_PATCH = `patches:
  - patch: |-
      apiVersion: example.com/v1
      kind: Widget
      metadata: {name: w}
      spec: {parts: [{name: b, size: 2}]}
`;
const WIDGET = {
  "top/widget.yaml": "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {parts: [{name: a, size: 1}]}\n",
  "top/schema.json": JSON.stringify({
    definitions: {
      "v1.Widget": {
        type: "object",
        "x-kubernetes-group-version-kind": [{ group: "example.com", kind: "Widget", version: "v1" }],
        properties: {
          spec: {
            type: "object",
            properties: {
              parts: {
                type: "array",
                "x-kubernetes-patch-merge-key": "name",
                "x-kubernetes-patch-strategy": "merge",
                items: { type: "object", properties: { name: { type: "string" } } },
              },
            },
          },
        },
      },
    },
  }),
};

/** Fields that make objects, and those that say how they are made or put in order. */
export const SOURCES: Readonly<Record<string, Feature>> = {
  configMapGenerator: overlay(
    `configMapGenerator:
  - {name: settings, literals: [A=1, "B=two words", 'C="quoted"'], files: [file.txt, key=file.txt], envs: [values.env]}
  - {name: fixed, literals: [a=b], options: {disableNameSuffixHash: true, labels: {l: a}, annotations: {note: b}, immutable: true}}
`,
    { "top/file.txt": "line\nother\n", "top/values.env": "# comment\nD=4\nE=\n" },
  ),
  secretGenerator: overlay("secretGenerator:\n  - {name: key, type: Opaque, literals: [token=secret]}\ngeneratorOptions: {labels: {generated: 'true'}}\n"),
  "generators that merge and replace": overlay(
    "configMapGenerator:\n  - {name: settings, literals: [a=b]}\n  - {name: plain, behavior: merge, literals: [mode=merged]}\n",
  ),
  generators: overlay("generators: [generator.yaml]\n", {
    "top/generator.yaml": "apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: made}\nliterals: [a=b]\n",
  }),
  transformers: overlay(
    "transformers:\n  - prefix.yaml\n  - |-\n    {apiVersion: builtin, kind: NamespaceTransformer, metadata: {name: n, namespace: inline}, unsetOnly: true}\n",
    {
      "top/prefix.yaml": "apiVersion: builtin\nkind: PrefixTransformer\nmetadata: {name: p}\nprefix: x-\nfieldSpecs: [{path: metadata/name}]\n",
    },
  ),
  configurations: overlay("commonLabels: {team: a}\nconfigurations: [configuration.yaml]\n", {
    "top/configuration.yaml": "commonLabels: [{path: spec/extra/labels, kind: Service, create: true}]\n",
  }),
  crds: alone("resources: [bee.yaml, secret.yaml]\nnamePrefix: p-\ncrds: [crd.json]\n", {
    "top/bee.yaml": "apiVersion: v1\nkind: Bee\nmetadata: {name: bee}\nspec: {secretRef: {name: honey}}\n",
    "top/secret.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: honey}\nstringData: {a: b}\n",
    "top/crd.json": JSON.stringify({
      "v1.Bee": {
        Schema: {
          properties: { spec: { properties: { secretRef: { "x-kubernetes-object-ref-api-version": "v1", "x-kubernetes-object-ref-kind": "Secret" } } } },
        },
      },
    }),
  }),
  "no openapi": alone(`resources: [widget.yaml]\n${WIDGET_PATCH}`, WIDGET),
  "openapi of its own": alone(`resources: [widget.yaml]\nopenapi: {path: schema.json}\n${WIDGET_PATCH}`, WIDGET),
  "openapi of its own beside known kinds": overlay(
    `openapi: {path: schema.json}
patches:
  - patch: '{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {spec: {containers: [{name: web, tty: true}]}}}}'
`,
    WIDGET,
  ),
  "openapi by version": overlay("openapi: {version: v1.21.2}\n"),
  "sortOptions fifo": overlay("sortOptions: {order: fifo}\nconfigMapGenerator: [{name: settings, literals: [a=b]}]\n"),
  "sortOptions legacy": overlay("sortOptions: {order: legacy, legacySortOptions: {orderFirst: [Service], orderLast: [ConfigMap]}}\n"),
  "buildMetadata managedByLabel": overlay("buildMetadata: [managedByLabel]\n"),
  "buildMetadata originAnnotations": overlay("buildMetadata: [originAnnotations, transformerAnnotations]\nnamePrefix: p-\n"),
  "a list of objects": alone("resources: [list.yaml]\nnamePrefix: p-\n", {
    "top/list.yaml":
      "apiVersion: v1\nkind: ConfigMapList\nitems:\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}\n",
  }),
  "empty annotations": alone("resources: [job.yaml]\n", {
    "top/job.yaml":
      "apiVersion: batch/v1\nkind: Job\nmetadata: {name: job, annotations: {}}\nspec: {template: {metadata: {annotations: {}}, spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}\n",
  }),
  "local configuration": alone("resources: [all.yaml]\n", {
    "top/all.yaml":
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: b, annotations: {config.kubernetes.io/local-config: 'true'}}}\n",
  }),
  "scalars of all sorts": alone("resources: [all.yaml]\n", {
    "top/all.yaml": `apiVersion: example.com/v1
kind: Odd
metadata: {name: a}
spec: {yes: yes, no: "no", octal: 0755, hex: 0x1F, float: 1.50, exponent: 1e3, big: 123456789012, none: ~, date: 2024-01-02, empty: "", at: &a {b: c}, alias: *a}
text: "héllo \\u263A"
folded: >-
  a
  b

  c
kept: |+
  a

`,
  }),
};
