import type { History, Place } from "./history.ts";
import type { Item } from "./overlays.ts";

/** The time in which a branch held a content, in seconds since the epoch; it holds it still where there is no end. */
export interface Span {
  readonly since: number;
  readonly until?: number;
  /** The commit by which it came. */
  readonly commit: string;
  /** How many changes ago it came: 0 for what is there now. */
  readonly age: number;
}

/**
 * When a branch last held a state of a place; by the times of the commits along the branch, a merge counting as one.
 * @param tip the branch
 * @returns undefined where it never did
 */
export async function spanOf(history: History, place: Place, tip: string, state: string | undefined): Promise<Span | undefined> {
  const commits = await history.taken(tip, place.file);
  let found: Span | undefined;
  for (const [index, { commit, time }] of commits.entries()) {
    if ((await history.state(commit, place)) === state) {
      const until = found ? found.until : commits[index - 1]?.time;
      found = { since: time, commit, age: found?.age ?? index, ...(until === undefined ? {} : { until }) };
    } else if (found) break;
  }
  return found;
}

/** Whether one state of the source is from before another: to go there is to go back. */
export async function isStepBack(history: History, { from }: Item, tip: string, now: string | undefined, to: string): Promise<boolean> {
  if (now === undefined) return false;
  const [was, is] = await Promise.all([now, to].map(async (commit) => spanOf(history, from, tip, await history.state(commit, from))));
  return was !== undefined && is !== undefined && is.age > was.age;
}
