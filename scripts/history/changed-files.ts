import { CONFIG_FILE } from "../config.ts";
import { isYaml } from "../discover/files.ts";
import { git } from "../git/git.ts";
import type { Project } from "../project.ts";

/** A file that a change touches, relative to the repository's root. */
export interface ChangedFile {
  readonly file: string;
  readonly kind: "added" | "changed" | "removed";
}

const KINDS: Readonly<Record<string, ChangedFile["kind"]>> = { A: "added", D: "removed" };

/**
 * The files that a change touches, uncommitted and new ones included where the state after is the working tree.
 * @param root where Git is asked: any folder of the repository
 */
export async function changedFiles(root: string, before: Project, after: Project): Promise<ChangedFile[]> {
  if (before.commit === undefined) return [];
  const range = [before.commit, ...(after.commit === undefined ? [] : [after.commit])];
  const names = await git(root, ["diff", "--name-status", "--no-renames", "--relative", "-z", ...range, "--", "."]);
  const parts = names.split("\0");
  const committed = parts.flatMap((status, index): ChangedFile[] => {
    const file = parts[index + 1];
    return index % 2 === 1 || !status || file === undefined ? [] : [{ file, kind: KINDS[status] ?? "changed" }];
  });
  const untracked = after.commit === undefined ? (await git(root, ["ls-files", "--others", "--exclude-standard", "-z"])).split("\0").filter(Boolean) : [];
  return [...committed, ...untracked.map((file): ChangedFile => ({ file, kind: "added" }))];
}

/** Whether a change is of words alone: nothing of it is rendered, and nothing of it judges. A page that goes may be one that an alert names. */
export async function isOfWordsAlone(changes: readonly ChangedFile[], before: Project, after: Project): Promise<boolean> {
  const [was, is] = await Promise.all([before.repository(), after.repository()]);
  const rendered = new Set([...was.trees, ...is.trees].flatMap((tree) => tree.files));
  const isWords = ({ file, kind }: ChangedFile) => /\.(md|txt|png|jpe?g|svg)$/i.test(file) && kind !== "removed" && !rendered.has(file) && !isYaml(file);
  return changes.length > 0 && changes.every((change) => isWords(change) && change.file !== CONFIG_FILE);
}
