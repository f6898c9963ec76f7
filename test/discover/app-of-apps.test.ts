import { describe, expect, test } from "vitest";
import { validate } from "../../scripts/pipeline.ts";
import { hasGo, renderer } from "../render/yardstick.ts";
import { projectAt } from "../support/project.ts";
import { application, configMap, kustomization, makeRepository } from "../support/repository.ts";

/** What becomes of each tree: its path, kind, environment and the Application that deploys it. */
async function treesOf(files: Record<string, string>): Promise<string[]> {
  const { trees } = await projectAt(makeRepository(files), { cache: false }).repository();
  return trees.map(({ path, environment, application }) => `${environment} ${path} ${application?.name ?? "-"}`);
}

const patch = (name: string, path: string) => ({
  patch: JSON.stringify([{ op: "replace", path: "/spec/source/path", value: path }]),
  target: { kind: "Application", name },
});

describe("Applications count as they are rendered", () => {
  const overlays = {
    "clusters/base/kustomization.yaml": kustomization({ resources: ["web.yaml"] }),
    "clusters/base/web.yaml": application("web", "to/be/patched"),
    "clusters/staging/kustomization.yaml": kustomization({ resources: ["../base"], patches: [patch("web", "apps/staging/web")] }),
    "clusters/production/kustomization.yaml": kustomization({ resources: ["../base"], patches: [patch("web", "apps/production/web")] }),
    "apps/staging/web/map.yaml": configMap("web"),
    "apps/production/web/map.yaml": configMap("web"),
  };

  test("as the overlay of each environment patches them", async () => {
    expect(await treesOf(overlays)).toEqual([
      "production apps/production/web web",
      "staging apps/staging/web web",
      "production clusters/production -",
      "staging clusters/staging -",
    ]);
  });

  test("and a finding on what an overlay patched leads to the patch", async () => {
    const root = makeRepository({
      ...overlays,
      "clusters/staging/kustomization.yaml": `resources: [../base]\npatches:\n  - target: {kind: Application}\n    patch: |\n      - op: replace\n        path: /spec/source/path\n        value: apps/staging/wbe\n`,
    });
    const { findings } = await validate(projectAt(root, { cache: false }));
    expect(findings.filter(({ rule }) => rule === "applications/path-exists")).toMatchObject([
      {
        environment: "staging",
        application: "web",
        message: expect.stringContaining('"apps/staging/wbe"'),
        source: { file: "clusters/staging/kustomization.yaml", line: 7 },
      },
    ]);
  });

  test("to any depth", async () => {
    const chain = ["a", "b", "c", "d"];
    const files = Object.fromEntries(
      chain.map((name, index) => [`apps/${name}/app.yaml`, application(chain[index + 1] ?? "leaf", `apps/${chain[index + 1] ?? "leaf"}`)]),
    );
    expect(await treesOf({ "root.yaml": application("a", "apps/a"), ...files, "apps/leaf/map.yaml": configMap("leaf") })).toEqual([
      ". . -",
      "default apps/a a",
      "default apps/b b",
      "default apps/c c",
      "default apps/d d",
      "default apps/leaf leaf",
    ]);
  });

  test("and as their files have them where the tree does not render", async () => {
    const files = {
      "clusters/staging/kustomization.yaml": kustomization({ resources: ["web.yaml"], patches: [{ path: "missing.yaml" }] }),
      "clusters/staging/web.yaml": application("web", "apps/web"),
      "apps/web/map.yaml": configMap("web"),
    };
    expect(await treesOf(files)).toEqual(["staging apps/web web", "staging clusters/staging -"]);
  });
});

describe.skipIf(!hasGo)("Applications that a chart renders", () => {
  const chart = (template: string) => ({
    "root.yaml": application("root", "bootstrap"),
    "bootstrap/Chart.yaml": "apiVersion: v2\nname: bootstrap\nversion: 1.0.0\n",
    "bootstrap/values.yaml": "level: 1\napps: [web, db]\n",
    "bootstrap/templates/apps.yaml": template,
    "apps/web/map.yaml": configMap("web"),
    "apps/db/map.yaml": configMap("db"),
  });

  test("count too", async () => {
    await renderer();
    const template = `{{- range .Values.apps }}\n---\n${application("NAME", "apps/NAME").replaceAll("NAME", "{{ . }}")}{{- end }}\n`;
    expect(await treesOf(chart(template))).toEqual([". . -", "default apps/db db", "default apps/web web", "default bootstrap root"]);
  });

  test("and are a finding where they never end", async () => {
    await renderer();
    const deeper = application("level-{{ .Values.level }}", "bootstrap").replace(
      "path: bootstrap",
      "path: bootstrap\n    helm: {valuesObject: {level: {{ add 1 .Values.level }}}}",
    );
    const { findings } = await validate(projectAt(makeRepository(chart(deeper)), { cache: false }));
    expect(findings.filter(({ rule }) => rule === "input/applications")).toMatchObject([
      {
        severity: "error",
        message: expect.stringMatching(/^Applications make Applications without end, such as level-\d+: those beyond 20 levels/),
        source: { file: "root.yaml" },
      },
    ]);
  });
});
