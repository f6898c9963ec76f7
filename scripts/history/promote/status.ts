import type { Repository } from "../../discover/repository.ts";
import { commonState } from "./base.ts";
import type { History } from "./history.ts";
import { holdName, holdOn } from "./holds.ts";
import { itemsOf, pairs, placeName } from "./overlays.ts";
import type { Route } from "./plan.ts";

/** What the source environment has of one application that the target has not. */
export interface Waiting {
  readonly app: string;
  /** The file, and the value in it where it is one. */
  readonly what: string;
  /** "2.1.0 → 2.2.0", of a value. */
  readonly step?: string;
  /** The commits that made the difference, newest first: "<short id> <day> <subject>". */
  readonly commits: readonly string[];
  /** The day of the oldest of them, YYYY-MM-DD; undefined where the two never had anything in common. */
  readonly since?: string;
  /** Why it is not promoted though it waits. */
  readonly hold?: string;
}

/** Everything that waits for its promotion. */
export async function status(repository: Repository, history: History, route: Route): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  for (const pair of pairs(repository, route.from, route.to, route.apps)) {
    const hold = holdOn(repository.config.promote, pair.app, route.to);
    for (const { from, to } of await itemsOf(history, pair, route)) {
      const common = await commonState(history, { from, to }, route.target);
      const [was, is, target] = await Promise.all([
        common === undefined ? undefined : history.state(common, from),
        history.state(route.source, from),
        history.state(route.target, to),
      ]);
      if (is === undefined || is === target || is === was) continue;
      const commits = common === undefined ? [] : await history.lines(["log", "--format=%h %cs %s", `${common}..${route.source}`, "--", from.file]);
      const since = commits.at(-1)?.split(" ")[1];
      waiting.push({
        app: pair.app,
        what: placeName(from),
        ...(from.field ? { step: `${target ?? "nothing"} → ${is}` } : {}),
        commits,
        ...(since === undefined ? {} : { since }),
        ...(hold ? { hold: holdName(hold) } : {}),
      });
    }
  }
  return waiting;
}
