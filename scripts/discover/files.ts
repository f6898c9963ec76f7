import { glob } from "tinyglobby";
import { CONFIG_FILE } from "../config.ts";

/** Folders that never hold desired state: packages, Git, editors' and tools' own files. */
const NEVER = ["**/node_modules/**", "**/.*/**", "**/.*"];

/** Every file of a repository that may be desired state, sorted, relative to its root, without what `ignore` names. */
export async function listFiles(root: string, ignore: readonly string[]): Promise<string[]> {
  const files = await glob("**/*", {
    cwd: root,
    ignore: [...NEVER, CONFIG_FILE, ...(await fixturesIn(root)), ...ignore],
    followSymbolicLinks: false,
    expandDirectories: false,
  });
  return withoutCharts(files.sort());
}

/** What a repository's own rules are tried on is wrong on purpose. */
async function fixturesIn(root: string): Promise<string[]> {
  const rules = await glob("policies/*/*.rego", { cwd: root, followSymbolicLinks: false });
  const fixtures = rules.map((rule) => `test/fixtures/${rule.slice("policies/".length, -".rego".length)}/**`);
  return rules.length > 0 ? ["test/fixtures/world/**", "policies/dist/**", ...fixtures] : [];
}

/** Helm templates are not YAML before Helm has seen them: a chart's folder is left out. */
function withoutCharts(files: string[]): string[] {
  const charts = files.filter((file) => /(^|\/)Chart\.yaml$/.test(file)).map((file) => file.slice(0, -"Chart.yaml".length));
  return files.filter((file) => !charts.some((chart) => file.startsWith(`${chart}templates/`)));
}

/** Whether a file's name says that it is YAML (JSON manifests count: JSON is YAML). */
export function isYaml(file: string): boolean {
  return /\.(ya?ml|json)$/.test(file);
}
