import { PROMOTED_FROM } from "./commit.ts";
import type { History } from "./history.ts";
import type { Item } from "./overlays.ts";

/**
 * The state that an item's two sides last had in common: the source at the last recorded promotion, or at the last commit
 * in which both were the same, whichever is later in the target's history.
 * @returns the commit to read the source's from; undefined where the two never had anything in common
 */
export async function commonState(history: History, { from, to }: Item, target: string): Promise<string | undefined> {
  for (const commit of await history.commits(target, [from.file, to.file])) {
    const promoted = (await touches(history, commit, to.file)) ? await history.trailer(commit, PROMOTED_FROM) : undefined;
    if (promoted && (await exists(history, promoted))) return promoted;
    const [source, goal] = await Promise.all([history.state(commit, from), history.state(commit, to)]);
    if (source !== undefined && source === goal) return commit;
  }
  return undefined;
}

async function touches(history: History, commit: string, file: string): Promise<boolean> {
  return (await history.lines(["diff-tree", "-r", "-m", "--root", "--no-commit-id", "--name-only", commit, "--", file])).length > 0;
}

/** A recorded commit may be missing: in a shallow clone, or after its branch was squashed. */
async function exists(history: History, commit: string): Promise<boolean> {
  return history.lines(["cat-file", "-t", commit]).then(
    ([type]) => type === "commit",
    () => false,
  );
}
