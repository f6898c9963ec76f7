import { describe, expect, test } from "vitest";
import { estimates } from "../../../scripts/cost/estimate.ts";
import { compare } from "../../../scripts/history/compare.ts";
import { validate } from "../../../scripts/pipeline.ts";
import { unitsOf } from "../../../scripts/report/html/units.ts";
import { projectAt } from "../../support/project.ts";
import { application, makeRepository } from "../../support/repository.ts";
import { hasGo, renderer } from "../yardstick.ts";

const PROJECT = `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: shop, namespace: argocd}
spec:
  sourceRepos: ["https://git.example.com/team/repository.git"]
  destinations: [{server: "https://kubernetes.default.svc", namespace: shop}]
  clusterResourceWhitelist: [{group: "", kind: Namespace}]
`;

/** An Application with a chart in the tree, whose objects an AppProject does not all allow. */
const files = (replicas: number) => ({
  "clusters/staging/project.yaml": PROJECT,
  "clusters/staging/shop.yaml": application("shop", `chart\n    helm: {valuesObject: {replicas: ${replicas}}}`),
  "chart/Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
  "chart/values.yaml": "replicas: 1\n",
  "chart/templates/role.yaml": "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: shop}\nrules: []\n",
  "chart/templates/web.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers: [{name: web, image: registry.example.com/shop:1.0.0, resources: {requests: {cpu: "2"}}}]
`,
});

describe.skipIf(!hasGo)("what a chart renders", async () => {
  await renderer();
  const project = (replicas: number) => projectAt(makeRepository(files(replicas)), { cache: false, profile: "strict" });

  test("is held to the kinds that its AppProject allows", async () => {
    const { findings } = await validate(project(1));
    expect(findings.filter(({ rule }) => rule === "gitops/project-kinds")).toMatchObject([
      { application: "shop", object: { kind: "ClusterRole", name: "shop" } },
    ]);
  });

  test("costs, and a changed value costs more", async () => {
    const cores = async (replicas: number) => {
      const lines = (await estimates(project(replicas))).flatMap((estimate) => estimate.lines);
      return lines.filter(({ item, object }) => item === "CPU" && object.kind === "Deployment").map(({ amounts }) => amounts.expected);
    };
    expect([await cores(1), await cores(3)]).toEqual([[2], [6]]);
  });

  test("is in the diff, field by field", async () => {
    const { changes } = await compare(project(1), project(3), { whole: false });
    expect(changes.filter(({ object }) => object.kind === "Deployment")).toMatchObject([
      { application: "shop", object: { name: "shop" }, fields: [{ field: "spec.replicas", before: 1, after: 3 }] },
    ]);
  });

  test("is on the page, in what its Application deploys", async () => {
    const shop = project(1);
    const { repository, objects } = await shop.rendering();
    const unit = unitsOf(repository, "staging", objects).find(({ name }) => name === "shop");
    expect(unit?.objects.map(({ manifest }) => `${manifest.kind} ${manifest.metadata.name}`)).toEqual(["ClusterRole shop", "Deployment shop"]);
  });
});
