import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { removeScratch, scratchFolder } from "../../leftovers.ts";

/** The three states that a merge starts from; undefined where there is no such file. */
export interface Sides {
  /** What both came from. */
  readonly base: string | undefined;
  /** What the target has. */
  readonly ours: string | undefined;
  /** What the source has. */
  readonly theirs: string | undefined;
}

/** What a merge gives: the text, undefined for a file that goes; or, where both sides changed the same, the text with Git's marks. */
export type Merged = { readonly conflict: false; readonly text: string | undefined } | { readonly conflict: true; readonly text: string };

/**
 * Merges the source's changes since the base into the target, by `git merge-file`; what only the target changed stays.
 * @param labels how a person calls the target's, the common and the source's state
 */
export async function merge({ base, ours, theirs }: Sides, labels: readonly [string, string, string]): Promise<Merged> {
  if (ours === theirs || theirs === base) return { conflict: false, text: ours };
  if (ours === base) return { conflict: false, text: theirs };
  // One side removed what the other changed, or both began without a common state.
  if (base === undefined || ours === undefined || theirs === undefined) return { conflict: true, text: both(ours, theirs, labels) };
  return mergeTexts([ours, base, theirs], labels);
}

function both(ours: string | undefined, theirs: string | undefined, [target, , source]: readonly [string, string, string]): string {
  return `<<<<<<< ${target}\n${ours ?? "(removed)\n"}=======\n${theirs ?? "(removed)\n"}>>>>>>> ${source}\n`;
}

function mergeTexts(texts: readonly [string, string, string], labels: readonly string[]): Promise<Merged> {
  const dir = scratchFolder("merge");
  const files = texts.map((text, index) => {
    const file = join(dir, String(index));
    writeFileSync(file, text);
    return file;
  });
  return new Promise<Merged>((resolve, reject) => {
    const args = ["merge-file", "-p", "--diff3", ...labels.flatMap((label) => ["-L", label]), ...files];
    execFile("git", args, { maxBuffer: 64 << 20, timeout: 60_000, killSignal: "SIGKILL" }, (error, stdout, stderr) => {
      // The status is the number of conflicts; 255 is a failure.
      const status = error ? Number(error.code) : 0;
      if (Number.isNaN(status) || status >= 128) reject(new UserError(`git merge-file failed: ${stderr.trim() || error?.message}`));
      else resolve({ conflict: status > 0, text: stdout });
    });
  }).finally(() => removeScratch(dir));
}
