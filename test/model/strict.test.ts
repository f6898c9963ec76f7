import { describe, expect, test } from "vitest";
import type { Manifest } from "../../scripts/kubernetes/manifest.ts";
import { Models } from "../../scripts/model/index.ts";
import { ROOT } from "../support/cli.ts";

const models = new Models(ROOT);
const found = async (manifest: object) => (await models.shapeViolations(manifest as Manifest)).map(({ rule, path, message }) => `${rule} ${path} ${message}`);

const container = { name: "c", image: "example.com/c:1" };
const deployment = (podSpec: object, rest: object = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "d", labels: { anything: "goes" } },
  spec: { selector: { matchLabels: { a: "b" } }, template: { metadata: { labels: { a: "b" } }, spec: { containers: [container], ...podSpec } }, ...rest },
});

const application = (spec: object) => ({
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Application",
  metadata: { name: "a" },
  spec: { project: "p", destination: {}, ...spec },
});

const crd = (openAPIV3Schema: object) => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "things.example.com" },
  spec: {
    group: "example.com",
    scope: "Cluster",
    names: { plural: "things", kind: "Thing" },
    versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema } }],
  },
});

describe("unknown fields are found at every depth", () => {
  test.each([
    ["the top", { ...deployment({}), spce: {} }, "/spce", 'unknown field "spce", did you mean "spec"?'],
    ["metadata", { ...deployment({}), metadata: { name: "d", lables: {} } }, "/metadata/lables", 'unknown field "lables", did you mean "labels"?'],
    ["the spec", deployment({}, { replica: 1 }), "/spec/replica", 'unknown field "replica", did you mean "replicas"?'],
    [
      "a list item",
      deployment({ containers: [container, { ...container, Image: "x" }] }),
      "/spec/template/spec/containers/1/Image",
      'unknown field "Image", did you mean "image"?',
    ],
    [
      "a list in a list",
      deployment({ containers: [{ ...container, ports: [{ containerport: 80, containerPort: 80 }] }] }),
      "/spec/template/spec/containers/0/ports/0/containerport",
      'unknown field "containerport", did you mean "containerPort"?',
    ],
    [
      "six levels down",
      deployment({
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "In", valuse: [] }] }] },
          },
        },
      }),
      "/spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/0/valuse",
      'unknown field "valuse", did you mean "values"?',
    ],
    ["a name that needs escaping", deployment({}, { "a/b~c": 1 }), "/spec/a~1b~0c", 'unknown field "a/b~c"'],
    [
      "a custom resource",
      {
        apiVersion: "argoproj.io/v1alpha1",
        kind: "Application",
        metadata: { name: "a" },
        spec: { project: "p", destination: {}, syncPolicy: { automated: { selfheal: true } } },
      },
      "/spec/syncPolicy/automated/selfheal",
      'unknown field "selfheal", did you mean "selfHeal"?',
    ],
    [
      "an object whose fields are counted",
      { apiVersion: "external-secrets.io/v1", kind: "ClusterSecretStore", metadata: { name: "s" }, spec: { provider: { awss: {} } } },
      "/spec/provider/awss",
      'unknown field "awss", did you mean "aws"?',
    ],
    [
      "a kind with a JSON Schema",
      { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization", metadata: { name: "k" }, images: [{ name: "a", newtag: "1" }] },
      "/images/0/newtag",
      'unknown field "newtag", did you mean "newTag"?',
    ],
  ])("%s", async (_where, manifest, path, message) => {
    expect(await found(manifest)).toEqual([`model/unknown-field ${path} ${message}`]);
  });

  test("a description is known where the API has one, and there alone", async () => {
    const priorityClass = { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name: "p" }, value: 1, description: "why" };
    expect(await found(priorityClass)).toEqual([]);
    expect(await found(deployment({}, { description: "why" }))).toEqual(['model/unknown-field /spec/description unknown field "description"']);
  });

  test("maps and opaque objects have no unknown fields", async () => {
    const maps = deployment({ nodeSelector: { any: "thing" }, containers: [{ ...container, resources: { limits: { "nvidia.com/gpu": 1, cpu: "1" } } }] });
    const opaque = {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: { name: "a" },
      spec: { project: "p", destination: {}, source: { repoURL: "r", helm: { valuesObject: { any: { thing: [1] } } } } },
    };
    expect([await found(maps), await found(opaque)]).toEqual([[], []]);
  });
});

describe("the typed model", () => {
  test.each([
    ["a wrong type", deployment({}, { replicas: "three" }), 'model/schema /spec/replicas must be integer, found "three"'],
    ["a missing field", deployment({ containers: [{ image: "x" }] }), "model/schema /spec/template/spec/containers/0/name required field is missing"],
    [
      "a bad quantity",
      deployment({ containers: [{ ...container, resources: { limits: { cpu: "1x" } } }] }),
      /^model\/schema .*\/limits\/cpu must be .*found "1x"$/,
    ],
  ])("refuses %s, in one sentence", async (_what, manifest, expected) => {
    const messages = await found(manifest);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(expected);
  });

  test.each([
    ["null for a built-in field", { ...deployment({ nodeSelector: { a: null } }), metadata: { name: "d", labels: null } }],
    ["base64 in lines", { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, data: { a: "YWJj\nZGVm" } }],
    [
      "a field that the CRD defaults",
      { apiVersion: "generators.external-secrets.io/v1alpha1", kind: "Password", metadata: { name: "p" }, spec: { length: 32 } },
    ],
    [
      "null in a field that the CRD defaults",
      { apiVersion: "generators.external-secrets.io/v1alpha1", kind: "Password", metadata: { name: "p" }, spec: { length: 32, noUpper: null } },
    ],
    ["null in a custom resource's metadata", { ...application({}), metadata: { name: "a", labels: null } }],
    ["null where a custom resource may hold anything", application({ source: { repoURL: "r", helm: { valuesObject: { a: null } } } })],
    ["the extensions of a CRD's schema", crd({ type: "object", "x-kubernetes-preserve-unknown-fields": true })],
  ])("takes what the API server takes: %s", async (_what, manifest) => {
    expect(await found(manifest)).toEqual([]);
  });

  test.each([
    [
      "a description that is no text",
      { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name: "p" }, value: 1, description: true },
      "/description must be string, found true",
    ],
    ["null in a custom resource's field", application({ syncPolicy: { retry: { limit: null } } }), "/spec/syncPolicy/retry/limit must be integer, found null"],
    ["null in a custom resource's list", application({ sources: [null] }), "/spec/sources/0 "],
    [
      "null for what a built-in kind requires",
      deployment({ containers: [{ name: null, image: "x" }] }),
      "/spec/template/spec/containers/0/name required field is missing",
    ],
    ["text that is no base64", { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, data: { a: "a\nb" } }, "/data/a "],
    [
      "an unknown field of a CRD's schema",
      crd({ type: "object", "y-kubernetes": true }),
      '/spec/versions/0/schema/openAPIV3Schema/y-kubernetes unknown field "y-kubernetes"',
    ],
  ])("refuses %s all the same", async (_what, manifest, message) => {
    const messages = await found(manifest);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(message);
  });

  test.each([
    ["a kind that does not exist", { apiVersion: "apps/v1", kind: "Deploymnt" }, "kind-name /kind apps/v1 has no kind Deploymnt"],
    ["a part of a kind", { apiVersion: "apps/v1", kind: "DeploymentSpec" }, "kind-name /kind apps/v1 has no kind DeploymentSpec"],
    ["an API that no package has", { apiVersion: "example.com/v1", kind: "Thing" }, "unknown-kind /kind nothing here knows example.com/v1 Thing"],
    ["a path instead of a version", { apiVersion: "../../x/v1", kind: "Thing" }, "unknown-kind /kind nothing here knows ../../x/v1 Thing"],
    ["a path instead of a kind", { apiVersion: "apps/v1", kind: "../v1/Deployment" }, "kind-name /kind apps/v1 has no kind ../v1/Deployment"],
  ])("does not let %s pass unchecked", async (_what, type, message) => {
    const messages = await found({ ...type, metadata: { name: "x" } });
    expect(messages).toEqual([expect.stringContaining(`model/${message}`)]);
  });

  test("points at a group that a kind is not of", async () => {
    const messages = await found({ apiVersion: "extensions/v1", kind: "Deployment", metadata: { name: "x" } });
    expect(messages).toEqual(["model/kind-name /apiVersion Deployment is of apps/v1, not of extensions/v1"]);
  });

  test.each([
    ["of its group", "monitoring.coreos.com/v2", "PrometheusRule", "monitoring.coreos.com/v1"],
    ["of a schema", "nvidia.com/v2", "ClusterPolicy", "nvidia.com/v1"],
  ])("points at a version that a kind has not, and names the one %s", async (_what, apiVersion, kind, known) => {
    const messages = await found({ apiVersion, kind, metadata: { name: "x" } });
    expect(messages).toEqual([`model/unknown-kind /apiVersion nothing here knows ${apiVersion} ${kind}, so it was not checked; ${kind} is of ${known}`]);
  });
});
