import { type Gates, gatesOf, type PromoteConfig } from "../../promote-config.ts";
import { list } from "../../report/wording.ts";
import { type Health, healthOf } from "./ask.ts";
import type { History } from "./history.ts";
import type { Item } from "./overlays.ts";
import { spanOf } from "./taken.ts";
import { freezeAt, inWords, isIn, isZone, seconds, windowName } from "./windows.ts";

/** One condition of a promotion, and whether it holds. "unasked" forbids nothing, and is said. */
export interface Gate {
  readonly app: string;
  readonly name: keyof Gates;
  readonly state: "open" | "closed" | "unasked";
  readonly text: string;
}

/** What is promoted of an application: the item, and the source's state of it. */
export interface Promoted {
  readonly app: string;
  readonly item: Item;
  readonly state: string | undefined;
}

/** Who answers what Git cannot. */
export interface Witnesses {
  readonly now: Date;
  /** Who approved the pull request; throws where nobody can say. Left out where there is none yet: then nobody is asked. */
  readonly approvers?: () => Promise<string[]>;
}

/**
 * Looks at every gate of what is promoted.
 * @param tip the commit up to which the source environment's history counts
 */
export async function gates(config: PromoteConfig, history: History, to: string, tip: string, promoted: readonly Promoted[], witnesses: Witnesses) {
  const byApp = Map.groupBy(promoted, ({ app }) => app);
  const all = [...byApp].map(([app, items]) => gatesOfApp(app, gatesOf(config, app, to), history, tip, items, witnesses));
  return (await Promise.all(all)).flat();
}

async function gatesOfApp(
  app: string,
  wanted: Gates,
  history: History,
  tip: string,
  items: readonly Promoted[],
  { now, approvers }: Witnesses,
): Promise<Gate[]> {
  const found: Gate[] = [];
  const say = (name: keyof Gates, open: boolean, text: string) => found.push({ app, name, state: open ? "open" : "closed", text });
  if (wanted.soak !== undefined) say("soak", ...(await soak(wanted.soak, history, tip, items, now)));
  if (wanted.windows) {
    const strange = wanted.windows.find(({ zone = "UTC" }) => !isZone(zone));
    const inside = !strange && wanted.windows.some((window) => isIn(window, now));
    say("windows", inside, strange ? `there is no time zone "${strange.zone}"` : `${inside ? "in" : "outside"} ${list(wanted.windows.map(windowName))}`);
  }
  if (wanted.freeze) {
    const freeze = freezeAt(wanted.freeze, now);
    say("freeze", !freeze, freeze ? `frozen from ${freeze.from} to ${freeze.to}: ${freeze.reason}` : "not frozen today");
  }
  if (wanted.health) found.push({ app, name: "health", ...(await health(app, wanted.health, history, tip, items)) });
  if (wanted.approvals !== undefined && approvers) {
    const wantedCount = wanted.approvals;
    const [open, text] = await approvers().then(
      (people) => [people.length >= wantedCount, `${people.length} of ${wantedCount} approvals${people.length > 0 ? `, by ${list(people)}` : ""}`] as const,
      (error) => [false, `${wantedCount} wanted, and nobody can say who approved: ${(error as Error).message}`] as const,
    );
    say("approvals", open, text);
  }
  return found;
}

/** The item that was there for the shortest time decides. */
async function soak(wanted: string, history: History, tip: string, items: readonly Promoted[], now: Date): Promise<[boolean, string]> {
  const held = await Promise.all(items.map(async ({ item, state }) => spanOf(history, item.from, tip, state)));
  const times = held.map((span) => (span ? (span.until ?? now.getTime() / 1000) - span.since : 0));
  const shortest = Math.max(0, Math.min(...times));
  const span = held[times.indexOf(Math.min(...times))];
  const open = shortest >= seconds(wanted);
  if (!span) return [false, `${wanted} wanted, and the environment before never took it`];
  const ended = span.until === undefined ? "" : `, until ${day(span.until)}`;
  const from = open || ended ? "" : `; opens ${new Date((span.since + seconds(wanted)) * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return [open, `${inWords(shortest)} of ${wanted} in the environment before, since ${day(span.since)}${ended}${from}`];
}

async function health(
  app: string,
  wanted: NonNullable<Gates["health"]>,
  history: History,
  tip: string,
  items: readonly Promoted[],
): Promise<Pick<Gate, "state" | "text">> {
  let said: Health;
  try {
    said = await healthOf(app, wanted, history.root);
  } catch (error) {
    return { state: wanted.ask === "required" ? "closed" : "unasked", text: `Argo CD was not asked: ${(error as Error).message}` };
  }
  const { health: state, sync, revision } = said;
  if (state !== "Healthy" || sync !== "Synced") return { state: "closed", text: `Argo CD says ${sync}, ${state} of ${app} in the environment before` };
  for (const { item, state: content } of items) {
    const span = await spanOf(history, item.from, tip, content);
    if (revision === undefined || !span || (await history.contains(revision, span.commit))) continue;
    return { state: "closed", text: `Argo CD deploys ${revision.slice(0, 12)} there, which has not got ${span.commit.slice(0, 12)} yet` };
  }
  return { state: "open", text: `Argo CD says Synced, Healthy${revision ? ` at ${revision.slice(0, 12)}` : ""}` };
}

function day(time: number): string {
  return new Date(time * 1000).toISOString().slice(0, 10);
}
