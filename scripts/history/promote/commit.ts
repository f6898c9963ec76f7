import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { git } from "../../git/git.ts";
import { removeScratch, scratchFolder } from "../../leftovers.ts";
import type { History } from "./history.ts";

/** The trailers by which a promotion is known again. */
export const PROMOTED_FROM = "Promoted-From";
export const PROMOTED_TO = "Promoted-To";
export const RENDER_DIGEST = "Render-Digest";

/** New texts of files by path, relative to the root; undefined removes one. */
export type Edits = ReadonlyMap<string, string | undefined>;

/** What update-ref takes for "must not be there yet". */
const ABSENT = "";

/**
 * Makes a commit of a parent and edits, through an index of its own: neither the working tree, nor the index, nor a branch changes.
 * @returns the commit, which no branch holds yet
 */
export async function commitEdits(history: History, parent: string, edits: Edits, message: string): Promise<string> {
  const dir = scratchFolder("index");
  const env = { GIT_INDEX_FILE: join(dir, "index") };
  const run = (args: readonly string[], input?: string) => git(history.root, args, { env, ...(input === undefined ? {} : { input }) });
  try {
    await run(["read-tree", parent]);
    for (const [file, text] of edits) {
      const path = await history.fromTop(file);
      if (text === undefined) await run(["update-index", "--force-remove", "--", file]);
      else await run(["update-index", "--add", "--cacheinfo", `100644,${await run(["hash-object", "-w", "--stdin"], text)},${path}`]);
    }
    return await run(["commit-tree", await run(["write-tree"]), "-p", parent, "-F", "-"], message);
  } finally {
    removeScratch(dir);
  }
}

/**
 * Gives a commit its branch. A branch of this name that holds the very same files is taken for it: twice is once.
 * @returns whether the branch is new
 * @throws UserError when a branch of this name holds something else
 */
export async function createBranch(root: string, branch: string, commit: string): Promise<boolean> {
  await git(root, ["check-ref-format", "--branch", branch]);
  const ref = `refs/heads/${branch}`;
  try {
    await git(root, ["update-ref", "-m", "promote", ref, commit, ABSENT]);
    return true;
  } catch {
    const [there, wanted] = await Promise.all([ref, commit].map((each) => treeOf(root, each).catch(() => undefined)));
    if (there !== undefined && there === wanted) return false;
    throw new UserError(`the branch "${branch}" is there already; delete it, or name another with --branch`);
  }
}

/** The id of a commit's files: the same for the same files. */
export function treeOf(root: string, commit: string): Promise<string> {
  return git(root, ["rev-parse", "--verify", "--quiet", `${commit}^{tree}`]);
}
