import { describe, expect, test } from "vitest";
import { DEFAULT_ENVIRONMENT } from "../../scripts/discover/environments.ts";
import type { Manifest } from "../../scripts/kubernetes/manifest.ts";
import { type Graph, graphOf } from "../../scripts/report/graph/index.ts";
import { isPoint, placeInLayers } from "../../scripts/report/graph/layers.ts";
import { projectAt } from "../support/project.ts";
import { makeRepository } from "../support/repository.ts";

function object(apiVersion: string, kind: string, name: string, rest: object = {}): Manifest {
  return { apiVersion, kind, metadata: { name, namespace: "web", ...(rest as { metadata?: object }).metadata }, ...without(rest) } as Manifest;
}

function without({ metadata: _, ...rest }: { metadata?: object }): object {
  return rest;
}

const workload = (kind: string, podSpec: object = {}, rest: object = {}) =>
  object("apps/v1", kind, "web", {
    spec: {
      template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", ...(podSpec as { container?: object }).container }], ...podSpec } },
      ...rest,
    },
  });
const deployment = workload("Deployment");

function graph(...objects: Manifest[]): Promise<Graph> {
  const root = makeRepository({ "objects.yaml": objects.map((each) => JSON.stringify(each)).join("\n---\n") });
  return graphOf(projectAt(root), DEFAULT_ENVIRONMENT, () => "web");
}

/** Every reference as "Kind label Kind". */
async function references(...objects: Manifest[]): Promise<string[]> {
  const { nodes, edges } = await graph(...objects);
  return edges.map(({ from, to, label }) => `${nodes.get(from)?.kind} ${label} ${nodes.get(to)?.kind}`);
}

describe("references", () => {
  const service = object("v1", "Service", "web", { metadata: { labels: { app: "web" } }, spec: { selector: { app: "web" } } });

  test.each<[string, Manifest[]]>([
    ["Service routes to Deployment", [object("v1", "Service", "web", { spec: { selector: { app: "web" } } }), deployment]],
    [
      "HorizontalPodAutoscaler scales Deployment",
      [
        object("autoscaling/v2", "HorizontalPodAutoscaler", "h", {
          spec: { maxReplicas: 2, scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" } },
        }),
        deployment,
      ],
    ],
    ["ScaledObject scales Deployment", [object("keda.sh/v1alpha1", "ScaledObject", "s", { spec: { scaleTargetRef: { name: "web" } } }), deployment]],
    [
      "PodDisruptionBudget keeps up Deployment",
      [
        object("policy/v1", "PodDisruptionBudget", "p", { spec: { selector: { matchExpressions: [{ key: "app", operator: "In", values: ["web"] }] } } }),
        deployment,
      ],
    ],
    ["NetworkPolicy guards Deployment", [object("networking.k8s.io/v1", "NetworkPolicy", "n", { spec: { podSelector: {} } }), deployment]],
    [
      "ServiceMonitor scrapes Service",
      [
        object("monitoring.coreos.com/v1", "ServiceMonitor", "m", {
          metadata: { namespace: "monitoring" },
          spec: { selector: { matchLabels: { app: "web" } }, namespaceSelector: { matchNames: ["web"] } },
        }),
        service,
      ],
    ],
    [
      "Ingress routes to Service",
      [object("networking.k8s.io/v1", "Ingress", "i", { spec: { rules: [{ http: { paths: [{ backend: { service: { name: "web" } } }] } }] } }), service],
    ],
    [
      "Deployment reads Secret",
      [workload("Deployment", { container: { env: [{ valueFrom: { secretKeyRef: { name: "s", key: "k" } } }] } }), object("v1", "Secret", "s")],
    ],
    [
      "Deployment stores in PersistentVolumeClaim",
      [workload("Deployment", { volumes: [{ persistentVolumeClaim: { claimName: "d" } }] }), object("v1", "PersistentVolumeClaim", "d")],
    ],
    ["StatefulSet is reached by Service", [workload("StatefulSet", {}, { serviceName: "web" }), service]],
    [
      "RoleBinding grants Role",
      [
        object("rbac.authorization.k8s.io/v1", "RoleBinding", "b", { roleRef: { kind: "Role", name: "r" } }),
        object("rbac.authorization.k8s.io/v1", "Role", "r"),
      ],
    ],
    [
      "Certificate signed by ClusterIssuer",
      [
        object("cert-manager.io/v1", "Certificate", "c", { spec: { issuerRef: { kind: "ClusterIssuer", name: "ca" } } }),
        object("cert-manager.io/v1", "ClusterIssuer", "ca", { metadata: { namespace: undefined } }),
      ],
    ],
  ])("%s", async (expected, objects) => {
    expect(await references(...objects)).toContain(expected);
  });

  test("go through a Secret that is made in the cluster", async () => {
    const external = object("external-secrets.io/v1", "ExternalSecret", "keys", { spec: { target: { name: "api-keys" } } });
    const reader = workload("Deployment", { container: { envFrom: [{ secretRef: { name: "api-keys" } }] } });
    const { nodes } = await graph(external, reader);
    expect((await references(external, reader)).sort()).toEqual(["Deployment reads Secret", "ExternalSecret makes Secret"]);
    expect([...nodes.values()].find(({ kind }) => kind === "Secret")).toMatchObject({ made: true, unit: "web" });
  });

  test("know the pods of a custom kind", async () => {
    const rollout = { ...workload("Rollout"), apiVersion: "argoproj.io/v1alpha1" };
    expect(await references(object("v1", "Service", "web", { spec: { selector: { app: "web" } } }), rollout)).toEqual(["Service routes to Rollout"]);
  });

  test("are none where labels, names or namespaces do not meet", async () => {
    expect(await references(object("v1", "Service", "web", { spec: { selector: { app: "other" } } }), deployment)).toEqual([]);
    expect(await references(object("v1", "Service", "web", { spec: {} }), deployment)).toEqual([]);
    expect(await references(object("v1", "Service", "web", { spec: { selector: {} } }), deployment)).toEqual([]);
    expect(await references(object("v1", "Service", "web", { metadata: { namespace: "x" }, spec: { selector: { app: "web" } } }), deployment)).toEqual([]);
  });

  test("read what has no sense as nothing", async () => {
    const kinds = ["constructor", "__proto__", "Service", "Ingress", "Deployment", "RoleBinding"];
    const senseless = kinds.map((kind) => object("v1", kind, kind.toLowerCase(), { spec: [1, null], subjects: {}, roleRef: "r" }));
    expect(await references(...senseless)).toEqual([]);
  });
});

describe("layers", () => {
  const links = (text: string) => text.split(" ").map((pair) => ({ from: pair[0] as string, to: pair[1] as string }));
  const place = (ids: string, text: string) => placeInLayers([...ids], links(text)).columns.map((column) => column.filter((id) => !isPoint(id)).join(""));

  test("go from what uses to what is used", () => {
    expect(place("abc", "ab bc")).toEqual(["a", "b", "c"]);
    expect(place("abcd", "ab bc db")).toEqual(["ad", "b", "c"]);
  });

  test("keep a node that nothing uses near what it uses", () => {
    expect(place("abcd", "ab bc dc")).toEqual(["a", expect.stringMatching(/^(bd|db)$/), "c"]);
  });

  test("end where things go in a circle", () => {
    expect(place("abc", "ab bc ca").join("")).toHaveLength(3);
  });

  test("cross as little as they can", () => {
    expect(place("abxy", "ay bx").map((column) => column)).toEqual(["ab", "yx"]);
  });

  test("lead a long edge through every column", () => {
    const { routes } = placeInLayers([..."abc"], links("ab bc ac"));
    expect(routes.map(({ via }) => via.length)).toEqual([2, 2, 3]);
  });
});
