import type { Repository } from "../../discover/repository.ts";
import { commonState } from "./base.ts";
import type { Edits } from "./commit.ts";
import { fieldName, writeField } from "./field.ts";
import type { History, Place } from "./history.ts";
import { merge } from "./merge.ts";
import { type Item, itemsOf, pairs } from "./overlays.ts";
import { isStepBack } from "./taken.ts";

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

/** An item that both sides changed. */
export interface Conflict {
  readonly app: string;
  readonly item: Item;
  /** Both sides, with Git's marks. */
  readonly text: string;
}

/** What changes of an application, and since which state. */
export interface Change {
  readonly app: string;
  readonly item: Item;
  /** The commit in which both sides last had something in common. */
  readonly common?: string;
}

/** What a promotion would write. */
export interface Plan {
  /** The applications of which anything changes. */
  readonly apps: readonly string[];
  readonly edits: Edits;
  readonly changes: readonly Change[];
  readonly conflicts: readonly Conflict[];
  /** Whether it brings back what the source had before: then it is a rollback. */
  readonly back: boolean;
}

/** Merges what is promotable of each application into the target, and writes nothing. */
export async function plan(repository: Repository, history: History, route: Route): Promise<Plan> {
  const edits = new Map<string, string | undefined>();
  const changes: Change[] = [];
  const conflicts: Conflict[] = [];
  for (const pair of pairs(repository, route.from, route.to, route.apps)) {
    for (const item of await itemsOf(history, pair, route)) {
      const common = await commonState(history, item, route.target);
      const merged = await mergedItem(history, route, item, common);
      if (merged === "same") continue;
      const conflict = merged.conflict ? merged.text : await put(history, route.target, item.to, merged.text, edits);
      if (conflict === undefined) changes.push({ app: pair.app, item, ...(common === undefined ? {} : { common }) });
      else conflicts.push({ app: pair.app, item, text: conflict });
    }
  }
  const apps = [...new Set([...changes, ...conflicts].map(({ app }) => app))];
  const steps = await Promise.all(changes.map(({ item, common }) => isStepBack(history, item, route.target, common, route.source)));
  return { apps, edits, changes, conflicts, back: steps.length > 0 && steps.every(Boolean) };
}

async function mergedItem(history: History, route: Route, { from, to }: Item, common: string | undefined) {
  const [base, ours, theirs] = await Promise.all([
    common === undefined ? undefined : history.content(common, from),
    history.content(route.target, to),
    history.content(route.source, from),
  ]);
  // What only the target ever had is its own.
  if (theirs === undefined && base === undefined) return "same";
  const labels = [route.to, common?.slice(0, 12) ?? "no common state", `${route.from} at ${route.source.slice(0, 12)}`] as const;
  const merged = await merge({ base, ours, theirs }, labels);
  return !merged.conflict && merged.text === ours ? "same" : merged;
}

/** Adds a new content to the edits. Returns why it cannot be put there, where it cannot. */
async function put(history: History, target: string, place: Place, content: string | undefined, edits: Map<string, string | undefined>) {
  const { file, field } = place;
  if (!field) {
    edits.set(file, content);
    return undefined;
  }
  const text = edits.get(file) ?? (await history.text(target, file));
  const written = text !== undefined && content !== undefined ? writeField(file, text, field, content) : undefined;
  if (written === undefined) return `${fieldName(field)} is ${content ?? "gone"} there, and cannot be put into ${file}, which has no such value\n`;
  edits.set(file, written);
  return undefined;
}
