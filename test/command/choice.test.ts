import { describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { application, configMap, kustomization, makeRepository } from "../support/repository.ts";

interface Answer {
  readonly findings: readonly { readonly rule: string; readonly source?: { readonly file: string } }[];
  readonly summary: { readonly objects: number; readonly notChecked: readonly string[] };
}

async function validate(files: Record<string, string>, ...args: string[]): Promise<Answer & { troubles: string[] }> {
  const { stdout, stderr } = await runCli("validate", ["--format", "json", ...args, makeRepository(files)]);
  expect(stdout, stderr).not.toBe("");
  const answer = JSON.parse(stdout) as Answer;
  return { ...answer, troubles: answer.findings.filter(({ rule }) => rule.startsWith("input/")).map(({ rule, source }) => `${source?.file} ${rule}`) };
}

const TEMPLATE = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\n  {{- with .Values.labels }}\n  labels:\n  {{ end }}\n";
const NO_DESIRED_STATE = {
  "chart/Chart.yaml": "apiVersion: v2\nname: x\nversion: 1.0.0\n",
  "chart/templates/a.yaml": TEMPLATE,
  "chart/crds/a.yaml": configMap("of-chart"),
  "vendor/k8s.io/pod.yaml": "apiVersion: v1\nkind: Pod\nspec: 5\n",
  "pkg/testdata/a.yaml": "apiVersion: [\n",
  "pkg/testdata/tree/kustomization.yaml": kustomization({ resources: ["gone.yaml"] }),
  "config/kustomization.yaml": kustomization({ resources: ["a.yaml"] }),
  "config/a.yaml": configMap("a"),
  "config/patches/webhook.yaml": "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x}\nspec: {conversion: {}}\n",
  "hack/kind.yaml": "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes: []\n",
  "hack/audit.yaml": "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: []\n",
  "hack/kubeconfig.yaml": "apiVersion: v1\nkind: Config\nclusters: []\n",
  "docs/widget.yaml": "apiVersion: example.com/v1\nkind: Widget\nspec: {}\n",
  "docs/named.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: <your-name>\n",
  "docs/capitals.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: FILLED BY THE OPERATOR}\n",
  "docs/template.yaml": TEMPLATE,
};

describe("what is not desired state", () => {
  test("is left out, and counted in one line", async () => {
    const { troubles, summary } = await validate(NO_DESIRED_STATE);
    expect(troubles).toEqual([]);
    expect(summary.objects).toBe(1);
    const note =
      "13 files and documents that are not desired state: 3 templates that another program fills in, 3 settings of tools such as kind, kubeadm and kubectl, " +
      "2 in the folders of Helm charts that no Application deploys, 2 in testdata/ folders, 1 patches that no kustomization names, 1 of custom kinds without metadata.name, 1 in vendor/ folders";
    expect(summary.notChecked.filter((each) => each.includes("desired state"))).toEqual([note]);
  });

  test("a built-in object without a name is an error", async () => {
    expect((await validate({ "a.yaml": "apiVersion: v1\nkind: ConfigMap\n" })).troubles).toEqual(["a.yaml input/manifest"]);
  });

  test("is desired state where somebody deploys it", async () => {
    const { troubles } = await validate({
      "apps/a.yaml": application("web", "vendor/web").replace("v1alpha1", "v1alpha1"),
      "vendor/web/a.yaml": "apiVersion: v1\nkind: ConfigMap\n",
      "apps/b.yaml": application("docs", "docs"),
      "docs/widget.yaml": NO_DESIRED_STATE["docs/widget.yaml"],
      "docs/other.yaml": configMap("other"),
    });
    expect(troubles).toEqual(["docs/widget.yaml input/manifest", "vendor/web/a.yaml input/manifest"]);
  });
});

describe("which files", () => {
  const files = { "a/a.yaml": configMap("a"), "b/b.yaml": configMap("b"), "b/c/c.yaml": configMap("c") };
  const objects = async (extra: Record<string, string>, ...args: string[]) => (await validate({ ...files, ...extra }, ...args)).summary.objects;

  test.each([
    ["nothing said", "", [], 3],
    ["include in gitops.yaml", "include: [b]\n", [], 2],
    ["ignore in gitops.yaml", "ignore: [b/**]\n", [], 1],
    ["taken back", 'ignore: [b, "!b/c/**"]\n', [], 2],
    ["--include instead of gitops.yaml's", "include: [b]\n", ["--include", "a/**"], 1],
    ["--ignore beside gitops.yaml's", "ignore: [a]\n", ["--ignore", "b/c"], 1],
    ["both, repeated", "", ["--include", "a", "--include", "b", "--ignore", "b/c"], 2],
  ])("%s", async (_name, config, args, count) => {
    expect(await objects(config === "" ? {} : { "gitops.yaml": config }, ...args)).toBe(count);
  });
});

describe("which rules", () => {
  const pod = (image: string) =>
    JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "web" }, spec: { hostPID: true, containers: [{ name: "web", image, extra: 1 }] } });
  const files = { "pod.yaml": pod("registry.example.com/web:latest"), "broken.yaml": "apiVersion: v1\nkind: [\n" };
  const rules = async (...args: string[]) => {
    const { findings, summary } = await validate(files, ...args);
    return { rules: [...new Set(findings.map(({ rule }) => rule))], off: summary.notChecked.filter((each) => /--only|--skip/.test(each)) };
  };

  test("all, some alone, all but some", async () => {
    const all = await rules();
    expect(all).toEqual({ rules: expect.arrayContaining(["input/yaml", "model/unknown-field", "security/image-tag"]), off: [] });
    const only = await rules("--only", "security/*");
    expect(only.rules).toEqual(all.rules.filter((rule) => /^(input|security)\//.test(rule)));
    expect(only.off).toEqual([expect.stringMatching(/^\d+ of \d+ rules, by --only security\/\* \(\d+ findings not shown\)$/)]);
    const skip = await rules("--skip", "security/*", "--skip", "input/yaml");
    expect(skip.rules).toEqual(all.rules.filter((rule) => !/^(security\/|input\/yaml)/.test(rule)));
    expect(skip.off).toHaveLength(1);
  });

  test("off in gitops.yaml, without quotes", async () => {
    const { findings } = await validate({ ...files, "gitops.yaml": "rules:\n  security/*: off\n" });
    expect(findings.map(({ rule }) => rule).filter((rule) => /^security|configuration/.test(rule))).toEqual([]);
  });

  test("that do not exist", async () => {
    const { status, stderr } = await runCli("validate", ["--only", "security/image-tags", makeRepository(files)]);
    expect([status, stderr]).toEqual([2, 'validate: no rule is called security/image-tags, did you mean "security/image-tag"?; `rules` lists the ids\n']);
  });
});
