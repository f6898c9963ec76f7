import { posix } from "node:path";
import { glob } from "tinyglobby";
import { CONFIG_FILE } from "../config.ts";

/** Folders that never hold desired state: packages, Git, editors' and tools' own files. */
const NEVER = ["**/node_modules/**", "**/.*/**", "**/.*"];

/** Which files of a repository are looked at, as globs of files and folders. */
export interface FileChoice {
  /** These and no others. */
  readonly include?: readonly string[];
  /** Not these; a glob that begins with ! takes files back. */
  readonly ignore?: readonly string[];
}

/** Every file of a repository that is looked at, sorted, relative to its root. */
export async function listFiles(root: string, { include = [], ignore = [] }: FileChoice): Promise<string[]> {
  const files = await glob("**/*", {
    cwd: root,
    ignore: [...NEVER, CONFIG_FILE, ...(await fixturesIn(root))],
    followSymbolicLinks: false,
    expandDirectories: false,
  });
  const isIncluded = (file: string) => include.length === 0 || include.some((pattern) => covers(pattern, file));
  // The last that covers a file has the last word, as in .gitignore.
  const isIgnored = (file: string) => ignore.findLast((pattern) => covers(pattern.replace(/^!/, ""), file))?.startsWith("!") === false;
  return files.filter((file) => isIncluded(file) && !isIgnored(file)).sort();
}

/** What a repository's own rules are tried on is wrong on purpose. */
async function fixturesIn(root: string): Promise<string[]> {
  const rules = await glob("policies/*/*.rego", { cwd: root, followSymbolicLinks: false });
  const fixtures = rules.map((rule) => `test/fixtures/${rule.slice("policies/".length, -".rego".length)}/**`);
  return rules.length > 0 ? ["test/fixtures/world/**", "policies/dist/**", ...fixtures] : [];
}

/** Whether a glob names a file, or a folder that it is in. */
function covers(pattern: string, file: string): boolean {
  const glob = pattern.replace(/^\.\//, "").replace(/\/$/, "");
  return file === glob || posix.matchesGlob(file, glob) || posix.matchesGlob(file, `${glob}/**`);
}

/** The folders that hold a Helm chart, each with a slash at its end; "" for the root. */
export function chartFolders(files: readonly string[]): string[] {
  return files.filter((file) => posix.basename(file) === "Chart.yaml").map((file) => file.slice(0, -"Chart.yaml".length));
}

/** Whether a file's name says that it is YAML (JSON manifests count: JSON is YAML). */
export function isYaml(file: string): boolean {
  return /\.(ya?ml|json)$/.test(file);
}
