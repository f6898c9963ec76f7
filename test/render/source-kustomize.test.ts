import { describe, expect, test } from "vitest";
import { compare } from "../../scripts/history/compare.ts";
import { validate } from "../../scripts/pipeline.ts";
import { projectAt } from "../support/project.ts";
import { application, kustomization, makeRepository } from "../support/repository.ts";

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "registry.example.com/web:1.0.0"}]
`;

/** What an Application renders that says something on top of the kustomization of its folder. */
function repository(kustomize: object, fields: object = {}): string {
  return makeRepository({
    "argocd/web.yaml": application("web", `web\n    kustomize: ${JSON.stringify(kustomize)}`),
    "web/kustomization.yaml": kustomization({ resources: ["deployment.yaml"], ...fields }),
    "web/deployment.yaml": DEPLOYMENT,
    "more/kustomization.yaml": JSON.stringify({ apiVersion: "kustomize.config.k8s.io/v1alpha1", kind: "Component", namePrefix: "more-" }),
  });
}

async function rendered(root: string) {
  const { objects, troubles } = await projectAt(root, { cache: false }).rendering();
  return { troubles, deployment: objects.find(({ manifest }) => manifest.kind === "Deployment")?.manifest };
}

const image = (value: string) => ({ spec: { template: { spec: { containers: [{ image: value }] } } } });

describe("what an Application says on top of a kustomization is in what is rendered", () => {
  const cases: Record<string, readonly [object, object, object?]> = {
    "a tag": [{ images: ["registry.example.com/web:2.0.0"] }, image("registry.example.com/web:2.0.0")],
    "another image": [{ images: ["registry.example.com/web=mirror.example.com:5000/web:2.0.0"] }, image("mirror.example.com:5000/web:2.0.0")],
    "a digest over a tag of the kustomization": [
      { images: [`registry.example.com/web@sha256:${"a".repeat(64)}`] },
      image(`registry.example.com/web@sha256:${"a".repeat(64)}`),
      { images: [{ name: "registry.example.com/web", newTag: "1.5.0" }] },
    ],
    replicas: [{ replicas: [{ name: "web", count: 3 }] }, { spec: { replicas: 3 } }],
    "a prefix instead of the kustomization's": [{ namePrefix: "a-", nameSuffix: "-z" }, { metadata: { name: "a-web-z" } }, { namePrefix: "b-" }],
    "a namespace": [{ namespace: "elsewhere" }, { metadata: { namespace: "elsewhere" } }],
    labels: [{ commonLabels: { team: "a" } }, { metadata: { labels: { team: "a" } }, spec: { selector: { matchLabels: { team: "a" } } } }],
    "labels without selectors": [
      { commonLabels: { team: "a" }, labelWithoutSelector: true },
      { metadata: { labels: { team: "a" } }, spec: { selector: { matchLabels: { app: "web" } } } },
    ],
    "annotations with what Argo CD knows": [
      { commonAnnotations: { by: "$ARGOCD_APP_NAME" }, commonAnnotationsEnvsubst: true },
      { metadata: { annotations: { by: "web" } } },
    ],
    components: [{ components: ["../more"] }, { metadata: { name: "more-web" } }],
    patches: [{ patches: [{ patch: '[{"op": "replace", "path": "/spec/replicas", "value": 5}]', target: { kind: "Deployment" } }] }, { spec: { replicas: 5 } }],
  };
  test.each(Object.entries(cases))("%s", async (_name, [kustomize, wanted, fields]) => {
    const { deployment, troubles } = await rendered(repository(kustomize, fields));
    expect(troubles).toEqual([]);
    expect(deployment).toMatchObject(wanted);
  });

  test("labels that are there already are refused, as Argo CD does, unless it is told to force them", async () => {
    const fields = { commonLabels: { team: "a" } };
    const { troubles } = await rendered(repository({ commonLabels: { team: "b" } }, fields));
    expect(troubles).toMatchObject([
      { rule: "input/render", message: expect.stringContaining('"team" is among the commonLabels'), source: { file: "argocd/web.yaml", line: 12 } },
    ]);
    const forced = await rendered(repository({ commonLabels: { team: "b" }, forceCommonLabels: true }, fields));
    expect(forced).toMatchObject({ troubles: [], deployment: { metadata: { labels: { team: "b" } } } });
  });

  test("the files stay as they are, and a finding leads to the Application", async () => {
    const root = repository({ images: ["registry.example.com/web:latest"], replicas: [{ name: "web", count: 2 }] });
    const { findings } = await validate(projectAt(root, { cache: false, profile: "strict" }));
    expect(findings.filter(({ rule }) => rule === "security/image-tag")).toMatchObject([{ source: { file: "argocd/web.yaml", line: 12 } }]);
  });

  test("a change of it alone is in the diff", async () => {
    const state = (tag: string) => projectAt(repository({ images: [`registry.example.com/web:${tag}`] }), { cache: false });
    const { changes } = await compare(state("2.0.0"), state("3.0.0"), { whole: false });
    expect(changes.find(({ object }) => object.kind === "Deployment")?.fields).toMatchObject([
      { before: "registry.example.com/web:2.0.0", after: "registry.example.com/web:3.0.0" },
    ]);
  });
});
