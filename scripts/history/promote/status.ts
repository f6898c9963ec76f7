import type { Repository } from "../../discover/repository.ts";
import { git } from "../../git/git.ts";
import { commonState } from "./base.ts";
import type { History } from "./history.ts";
import { pairedFiles, pairs } from "./overlays.ts";
import type { Route } from "./plan.ts";

/** What the source environment has of one application that the target has not. */
export interface Waiting {
  readonly app: string;
  readonly file: string;
  /** The commits that made the difference, newest first: "<short id> <day> <subject>". */
  readonly commits: readonly string[];
  /** The day of the oldest of them, YYYY-MM-DD; undefined where the two never had anything in common. */
  readonly since?: string;
}

/** Everything that waits for its promotion. */
export async function status(repository: Repository, history: History, route: Route): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  for (const pair of pairs(repository, route.from, route.to, route.apps)) {
    for (const file of await pairedFiles(history, pair, repository.config.promote.files, route)) {
      const common = await commonState(history, file, route.target);
      const [was, is, target] = await Promise.all([
        common === undefined ? undefined : history.blob(common, file.from),
        history.blob(route.source, file.from),
        history.blob(route.target, file.to),
      ]);
      if (is === undefined || is === target || is === was) continue;
      const range = common === undefined ? [] : [`${common}..${route.source}`];
      const log = range.length === 0 ? "" : await git(history.root, ["log", "--format=%h %cs %s", ...range, "--", file.from]);
      const commits = log.split("\n").filter(Boolean);
      const since = commits.at(-1)?.split(" ")[1];
      waiting.push({ app: pair.app, file: file.from, commits, ...(since === undefined ? {} : { since }) });
    }
  }
  return waiting;
}
