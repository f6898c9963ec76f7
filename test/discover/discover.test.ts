import { describe, expect, test } from "vitest";
import { discover } from "../../scripts/discover/index.ts";
import { environmentsOf } from "../../scripts/discover/repository.ts";
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
    ["tools/dashboard", "none of these", "default"],
  ])("%s is %s: environment %s", async (dir, _why, environment) => {
    const root = makeRepository({
      "apps/base/web/kustomization.yaml": kustomization({ resources: ["config.yaml"] }),
      "apps/base/web/config.yaml": configMap("web"),
      [`${dir}/kustomization.yaml`]: kustomization({ resources: ["own.yaml"] }),
      [`${dir}/own.yaml`]: configMap("own"),
    });
    const { trees } = await discover(root);
    expect(trees.find((tree) => tree.path === dir)?.environment).toBe(environment);
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
