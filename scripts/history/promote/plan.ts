import type { Repository } from "../../discover/repository.ts";
import { commonState } from "./base.ts";
import type { Edits } from "./commit.ts";
import type { History } from "./history.ts";
import { merge } from "./merge.ts";
import { type Pair, pairedFiles, pairs } from "./overlays.ts";

export interface Route {
  readonly from: string;
  readonly to: string;
  /** Only these applications; all when empty. */
  readonly apps: readonly string[];
  /** The commit whose state of the source environment is promoted. */
  readonly source: string;
  /** The commit that it is promoted onto. */
  readonly target: string;
}

/** A file that both sides changed, with Git's marks in it. */
export interface Conflict {
  readonly app: string;
  readonly file: string;
  readonly text: string;
}

/** What a promotion would write. */
export interface Plan {
  /** The applications of which anything changes. */
  readonly apps: readonly string[];
  readonly edits: Edits;
  readonly conflicts: readonly Conflict[];
}

/** Merges what is promotable of each application into the target, and writes nothing. */
export async function plan(repository: Repository, history: History, route: Route): Promise<Plan> {
  const edits = new Map<string, string | undefined>();
  const conflicts: Conflict[] = [];
  const apps: string[] = [];
  for (const pair of pairs(repository, route.from, route.to, route.apps)) {
    const before = edits.size + conflicts.length;
    await planPair(repository, history, route, pair, edits, conflicts);
    if (edits.size + conflicts.length > before) apps.push(pair.app);
  }
  return { apps, edits, conflicts };
}

async function planPair(repository: Repository, history: History, route: Route, pair: Pair, edits: Map<string, string | undefined>, conflicts: Conflict[]) {
  for (const file of await pairedFiles(history, pair, repository.config.promote.files, route)) {
    const common = await commonState(history, file, route.target);
    const [base, ours, theirs] = await Promise.all([
      common === undefined ? undefined : history.text(common, file.from),
      history.text(route.target, file.to),
      history.text(route.source, file.from),
    ]);
    // A file that only the target ever had is its own.
    if (theirs === undefined && base === undefined) continue;
    const labels = [route.to, common?.slice(0, 12) ?? "no common state", `${route.from} at ${route.source.slice(0, 12)}`] as const;
    const merged = await merge({ base, ours, theirs }, labels);
    if (merged.conflict) conflicts.push({ app: pair.app, file: file.to, text: merged.text });
    else if (merged.text !== ours) edits.set(file.to, merged.text);
  }
}
