import { describe, expect, test } from "vitest";
import { discover } from "../../scripts/discover/index.ts";
import { environmentsOf } from "../../scripts/discover/repository.ts";
import { projectAt } from "../support/project.ts";
import { application, configMap, kustomization, makeRepository } from "../support/repository.ts";

const overlay = (name: string) => ({
  [`apps/base/${name}/kustomization.yaml`]: kustomization({ resources: ["config.yaml"] }),
  [`apps/base/${name}/config.yaml`]: configMap(name),
  [`apps/staging/${name}/kustomization.yaml`]: kustomization({ resources: [`../../base/${name}`] }),
  [`apps/production/${name}/kustomization.yaml`]: kustomization({ resources: [`../../base/${name}`] }),
});

describe("discover", () => {
  test("finds environments, Applications and overlays from the files alone", async () => {
    const repository = await discover(
      makeRepository({
        ...overlay("web"),
        "clusters/staging/web.yaml": application("web", "apps/staging/web"),
        "clusters/production/web.yaml": application("web", "apps/production/web"),
      }),
    );
    expect(environmentsOf(repository)).toEqual(["production", "staging"]);
    expect(repository.trees.map((tree) => [tree.environment, tree.kind, tree.path, tree.application?.name])).toEqual([
      ["production", "kustomization", "apps/production/web", "web"],
      ["staging", "kustomization", "apps/staging/web", "web"],
      ["production", "manifests", "clusters/production", undefined],
      ["staging", "manifests", "clusters/staging", undefined],
    ]);
  });

  test("knows every file that an overlay is made of", async () => {
    const root = makeRepository({
      "base/kustomization.yaml": kustomization({ resources: ["a.yaml"], configMapGenerator: [{ name: "g", files: ["key=b.txt"], envs: ["c.env"] }] }),
      "base/a.yaml": configMap("a"),
      "base/b.txt": "b",
      "base/c.env": "C=c",
      "part/kustomization.yaml": JSON.stringify({ apiVersion: "kustomize.config.k8s.io/v1alpha1", kind: "Component", patches: [{ path: "patch.yaml" }] }),
      "part/patch.yaml": configMap("a"),
      "overlays/dev/kustomization.yaml": kustomization({ resources: ["../../base"], components: ["../../part"] }),
    });
    const { trees } = await discover(root);
    expect(trees.map((tree) => tree.path)).toEqual(["overlays/dev"]);
    expect([...(trees[0]?.files ?? [])].sort()).toEqual([
      "base/a.yaml",
      "base/b.txt",
      "base/c.env",
      "base/kustomization.yaml",
      "overlays/dev/kustomization.yaml",
      "part/kustomization.yaml",
      "part/patch.yaml",
    ]);
  });

  test.each([
    ["apps/staging/web", "a sibling of a base", "staging"],
    ["web/overlays/dev", "a child of overlays", "dev"],
    ["clusters/eu/apps", "a child of clusters", "eu"],
    ["tools/dashboard", "none of these, on its own", "tools/dashboard"],
  ])("%s is %s: environment %s", async (dir, _why, environment) => {
    const root = makeRepository({
      "apps/base/web/kustomization.yaml": kustomization({ resources: ["config.yaml"] }),
      "apps/base/web/config.yaml": configMap("web"),
      [`${dir}/kustomization.yaml`]: kustomization({ resources: dir.startsWith("apps/") ? ["own.yaml", "../../base/web"] : ["own.yaml"] }),
      [`${dir}/own.yaml`]: configMap("own"),
    });
    const { trees } = await discover(root);
    expect(trees.find((tree) => tree.path === dir)?.environment).toBe(environment);
  });

  test("the folders overlays/<name> of an application are environments, and not one together", async () => {
    const app = (name: string) => ({
      [`${name}/base/kustomization.yaml`]: kustomization({ resources: ["a.yaml"] }),
      [`${name}/base/a.yaml`]: configMap(name),
      [`${name}/overlays/dev/kustomization.yaml`]: kustomization({ resources: ["../../base"] }),
      [`${name}/overlays/prod/kustomization.yaml`]: kustomization({ resources: ["../../base"] }),
    });
    const { trees } = await discover(makeRepository({ ...app("web"), ...app("db") }));
    expect(trees.map(({ path, environment, alone }) => [path, environment, alone])).toEqual([
      ["db/overlays/dev", "dev", undefined],
      ["db/overlays/prod", "prod", undefined],
      ["web/overlays/dev", "dev", undefined],
      ["web/overlays/prod", "prod", undefined],
    ]);
  });

  test("roots that nothing deploys and no convention names stand alone; a folder beside a base that does not build on it is no environment", async () => {
    const root = makeRepository({
      "config/base/kustomization.yaml": kustomization({ resources: ["a.yaml"] }),
      "config/base/a.yaml": configMap("a"),
      "config/webhook/kustomization.yaml": kustomization({ resources: ["b.yaml"] }),
      "config/webhook/b.yaml": configMap("b"),
      "examples/one.yaml": configMap("one"),
    });
    const { trees } = await discover(root);
    expect(trees.map(({ path, environment, alone }) => [path, environment, alone])).toEqual([
      ["config/base", "config/base", true],
      ["config/webhook", "config/webhook", true],
      ["examples", "examples", true],
    ]);
  });

  test("what gitops.yaml says of environments has the last word", async () => {
    const root = makeRepository({
      "gitops.yaml": "environments: {live: [config/*, examples]}\n",
      "config/one/kustomization.yaml": kustomization({ resources: ["a.yaml"] }),
      "config/one/a.yaml": configMap("a"),
      "examples/one.yaml": configMap("one"),
      "clusters/dev/two.yaml": configMap("two"),
    });
    const { trees } = await discover(root);
    expect(trees.map(({ path, environment }) => [path, environment])).toEqual([
      ["clusters/dev", "dev"],
      ["config/one", "live"],
      ["examples", "live"],
    ]);
  });

  test("plain manifests without any kustomization are applied together", async () => {
    const { trees } = await discover(makeRepository({ "k8s/web/a.yaml": configMap("a"), "k8s/db/b.yaml": configMap("b") }));
    expect(trees.map(({ environment, alone }) => [environment, alone])).toEqual([
      ["default", undefined],
      ["default", undefined],
    ]);
  });

  test("follows Flux: the path of a Kustomization, what lies below a path without one, and its namespace", async () => {
    const flux = (name: string, path: string, namespace?: string) =>
      JSON.stringify({
        apiVersion: "kustomize.toolkit.fluxcd.io/v1",
        kind: "Kustomization",
        metadata: { name, namespace: "flux-system" },
        spec: { path, ...(namespace ? { targetNamespace: namespace } : {}) },
      });
    const root = makeRepository({
      "clusters/production/apps.yaml": flux("apps", "./apps/production", "web"),
      "clusters/production/infrastructure.yaml": flux("infrastructure", "./infrastructure"),
      "apps/production/kustomization.yaml": kustomization({ resources: ["a.yaml"] }),
      "apps/production/a.yaml": configMap("a"),
      "infrastructure/controllers/kustomization.yaml": kustomization({ resources: ["b.yaml"] }),
      "infrastructure/controllers/b.yaml": configMap("b"),
      // Below a kustomization that does not name it Flux does not look.
      "infrastructure/controllers/deep/kustomization.yaml": kustomization({ resources: ["d.yaml"] }),
      "infrastructure/controllers/deep/d.yaml": configMap("d"),
      "infrastructure/c.yaml": configMap("c"),
    });
    const { trees, objects } = await projectAt(root).rendering();
    expect(trees.map(({ tree: { path, environment, flux: by } }) => [path, environment, by?.name])).toEqual([
      ["apps/production", "production", "apps"],
      ["clusters/production", "production", undefined],
      ["infrastructure", "production", "infrastructure"],
      ["infrastructure/controllers", "production", "infrastructure"],
      ["infrastructure/controllers/deep", "infrastructure/controllers/deep", undefined],
    ]);
    expect(objects.find(({ manifest }) => manifest.metadata.name === "a")?.manifest.metadata.namespace).toBe("web");
  });

  test("leaves `source` alone where there are `sources`, as Argo CD does", async () => {
    const both = application("web", "apps/old").replace(
      "  destination:",
      "  sources:\n    - repoURL: https://example.com/a.git\n      path: apps/new\n  destination:",
    );
    const root = makeRepository({
      "clusters/staging/web.yaml": both,
      ...Object.fromEntries(["old", "new"].map((name) => [`apps/${name}/kustomization.yaml`, kustomization({ resources: ["config.yaml"] })])),
      ...Object.fromEntries(["old", "new"].map((name) => [`apps/${name}/config.yaml`, configMap(name)])),
    });
    const { trees } = await discover(root);
    expect(trees.filter(({ application }) => application !== undefined).map(({ path }) => path)).toEqual(["apps/new"]);
  });

  test("takes a directory source with Argo CD's include and exclude", async () => {
    const source = application("web", "web").replace("path: web", "path: web\n    directory:\n      recurse: true\n      exclude: '*skip*'");
    const root = makeRepository({
      "clusters/dev/web.yaml": source,
      "web/a.yaml": configMap("a"),
      "web/deep/b.yaml": configMap("b"),
      "web/skip.yaml": configMap("c"),
    });
    const { trees } = await discover(root);
    expect(trees.find((tree) => tree.path === "web" && tree.application)?.files).toEqual(["web/a.yaml", "web/deep/b.yaml"]);
  });

  test("leaves Helm templates, packages and what gitops.yaml ignores alone", async () => {
    const root = makeRepository({
      "gitops.yaml": "ignore: [drafts/**]\n",
      "a.yaml": configMap("a"),
      "drafts/b.yaml": "apiVersion: v1\nkind: [broken",
      "node_modules/x/c.yaml": "apiVersion: v1\nkind: [broken",
      "chart/Chart.yaml": "name: chart\n",
      "chart/templates/d.yaml": "apiVersion: v1\nkind: {{ .Values.kind }}\n",
    });
    expect((await discover(root)).trees.flatMap((tree) => tree.files)).toEqual(["a.yaml"]);
  });
});
