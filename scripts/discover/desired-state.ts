import { posix } from "node:path";
import type { Manifest } from "../kubernetes/manifest.ts";
import { isBuiltIn } from "../kubernetes/scope.ts";

/** Why something that looks like a manifest is not desired state, each in the words of a run. docs/what-is-judged.md explains them. */
export const REASONS = {
  chart: "in the folders of Helm charts that no Application deploys",
  vendor: "in vendor/ folders",
  testdata: "in testdata/ folders",
  patch: "patches that no kustomization names",
  templated: "templates that another program fills in",
  tool: "settings of tools such as kind, kubeadm and kubectl",
  nameless: "of custom kinds without metadata.name",
} as const;

export type Reason = keyof typeof REASONS;

/** What a chart's folder holds that only Helm reads. https://helm.sh/docs/topics/charts/#the-chart-file-structure */
const OF_CHARTS = ["templates", "crds", "files", "tests", "charts", "ci"];

/** API groups of files that programs read, and no API server. */
const OF_TOOLS = new Set([
  "apiserver.config.k8s.io",
  "audit.k8s.io",
  "backstage.io",
  "builtin",
  "chainsaw.kyverno.io",
  "cli.kyverno.io",
  "client.authentication.k8s.io",
  "config.kubernetes.io",
  "config.kueue.x-k8s.io",
  "controller-runtime.sigs.k8s.io",
  "ctlptl.dev",
  "eksctl.io",
  "k3d.io",
  "kind.x-k8s.io",
  "kubeadm.k8s.io",
  "kubelet.config.k8s.io",
  "kubeproxy.config.k8s.io",
  "kubescheduler.config.k8s.io",
  "kustomize.config.k8s.io",
  "kuttl.dev",
  "pod-security.admission.config.k8s.io",
  "scorecard.operatorframework.io",
  "skaffold",
]);

/** Kinds of the group without a name that are files of programs: kubeconfig, and those of Talos Linux. */
const TOOL_KINDS = /^(v1 Config|v1alpha1 \w+(Config|Document))$/;

/** "{{ … }}" or "{% … %}" where YAML begins a value or a line: in quotes it is a text like any other. */
const PLACEHOLDER = /^\s*(?:[\w./"'-]+:\s+|-\s+)?\{[{%]/m;

/** What stands for a name: "{{ … }}", "${{ … }}", "<your-name>", or capitals, which no name in Kubernetes has. */
const PLACED = /\{\{|\$\{\{|<[\w -]+>|^[A-Z][A-Z0-9_ -]*$/;

/**
 * Why a file's place says that what is in it is not desired state.
 * @param charts the folders that hold a Chart.yaml, each with a slash at its end, "" for the root
 */
export function reasonOfPath(file: string, charts: readonly string[]): Reason | undefined {
  const folders = posix.dirname(file).split("/");
  if (folders.includes("vendor")) return "vendor";
  if (folders.includes("testdata")) return "testdata";
  const isOfChart = charts.some((chart) => file.startsWith(chart) && OF_CHARTS.includes(file.slice(chart.length).split("/", 1)[0] as string));
  return isOfChart ? "chart" : undefined;
}

/** Why a file that no kustomization names is a patch: it lies with patches, below a kustomization or not. */
export function isStrayPatch(file: string): boolean {
  return posix.dirname(file).split("/").includes("patches") || /(^|[-_.])patch(es)?[-_.]/.test(posix.basename(file));
}

/** Whether a text that does not parse, or parses to something odd, is a template. */
export function isTemplate(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/**
 * Why a document is not desired state, whatever file it is in.
 * @param value as parsed
 */
export function reasonOfDocument(value: unknown): Reason | undefined {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<Manifest>;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return undefined;
  if (OF_TOOLS.has(apiVersion.split("/", 1)[0] as string) || TOOL_KINDS.test(`${apiVersion} ${kind}`)) return "tool";
  const { name, generateName, namespace } = (metadata ?? {}) as { name?: unknown; generateName?: unknown; namespace?: unknown };
  if (typeof name === "object" && name !== null) return "templated";
  if ([name, namespace].some((each) => PLACED.test(String(each)))) return "templated";
  const isList = kind.endsWith("List") && Array.isArray((value as Manifest)["items"]);
  if (name === undefined && generateName === undefined && !isList && !isBuiltIn(apiVersion)) return "nameless";
  return undefined;
}

/** Counts what was left out, in one sentence; none where nothing was. */
export function skippedInWords(skipped: ReadonlyMap<string, Reason>): string[] {
  if (skipped.size === 0) return [];
  const counts = [...Map.groupBy(skipped.values(), (reason) => reason)].map(([reason, files]) => ({ reason, count: files.length }));
  const parts = counts.sort((a, b) => b.count - a.count).map(({ reason, count }) => `${count} ${REASONS[reason]}`);
  const files = skipped.size === 1 ? "1 file or document that is" : `${skipped.size} files and documents that are`;
  return [`${files} not desired state: ${parts.join(", ")}`];
}
