import type { Repository } from "../../discover/repository.ts";
import type { Finding } from "../../finding.ts";
import rules from "../../rules/groups/promotion.ts";
import { findingOf } from "../../rules/rule.ts";
import { calling } from "../../toolchain.ts";
import { commonState } from "./base.ts";
import { PROMOTED_FROM, PROMOTED_TO, RENDER_DIGEST } from "./commit.ts";
import { fieldName } from "./field.ts";
import { type Gate, gates, type Promoted, type Witnesses } from "./gates.ts";
import type { History } from "./history.ts";
import { holdName, holdOn } from "./holds.ts";
import { merge } from "./merge.ts";
import { type Item, itemsOf, pairs, placeName } from "./overlays.ts";
import type { Route } from "./plan.ts";
import { isStepBack } from "./taken.ts";

/** What the proof of a change gives: what forbids it, and how each gate stands. */
export interface Proof {
  readonly findings: Finding[];
  readonly gates: readonly Gate[];
  /** The applications of which anything was promoted. */
  readonly apps: readonly string[];
}

/**
 * Proves that what changed in the target's promotable part is a state that the source environment held, that its gates are open and
 * nothing holds it, and that what was rendered and validated is what would be merged. A step back waits for nothing but approvals.
 * @param route from the state before the change (target) to the state after it (source)
 * @param digest what the target environment renders to after the change
 */
export async function check(repository: Repository, history: History, route: Route, digest: string, witnesses: Witnesses): Promise<Proof> {
  const promotions = await promotionsIn(history, route);
  const findings: Finding[] = [];
  const forward: Promoted[] = [];
  const back: Promoted[] = [];
  const { promote } = repository.config;
  for (const pair of pairs(repository, route.from, route.to, route.apps)) {
    for (const item of await itemsOf(history, pair, route)) {
      const [was, is] = await Promise.all([history.state(route.target, item.to), history.state(route.source, item.to)]);
      if (was === is) continue;
      const about = { environment: route.to, application: pair.app, source: { file: item.to.file, line: 1, column: 1 } };
      const tried = await triedAt(history, route, item, promotions);
      if (tried === undefined)
        findings.push(findingOf(rules.unproven, { message: `${described(item)}is no state that ${route.from} held`, help: helpOf(item, pair.app), ...about }));
      else {
        const common = await commonState(history, item, route.target);
        const isBack = await isStepBack(history, item, route.target, common, tried);
        const hold = isBack ? undefined : holdOn(promote, pair.app, route.to);
        if (hold) findings.push(findingOf(rules.held, { message: holdName(hold), ...about }));
        (isBack ? back : forward).push({ app: pair.app, item, state: await history.state(tried, item.from) });
      }
    }
  }
  const looked = await gates(promote, history, route.to, route.target, forward, witnesses);
  const approvals = (await gates(promote, history, route.to, route.target, back, witnesses)).filter(({ name }) => name === "approvals");
  const closed = [...looked, ...approvals].filter(({ state }) => state === "closed");
  const shut = closed.map(({ app, name, text }) => findingOf(rules["gate-closed"], { message: `${name}: ${text}`, environment: route.to, application: app }));
  return {
    findings: [...findings, ...shut, ...(await otherRenders(history, route, promotions, digest))],
    gates: [...looked, ...approvals],
    apps: [...new Set([...forward, ...back].map(({ app }) => app))],
  };
}

function described({ to }: Item): string {
  return to.field ? `${fieldName(to.field)} ` : "";
}

function helpOf({ from }: Item, app: string): string {
  return `Change ${placeName(from)} first, then: ${calling("promote", app)}`;
}

/** The recorded promotions of a change to this target; one that names none counts for each. */
async function promotionsIn(history: History, { target, source, to }: Route): Promise<string[]> {
  const commits = await history.lines(["rev-list", "--no-merges", `${target}..${source}`]);
  const trailers = await Promise.all(commits.map((commit) => Promise.all([PROMOTED_FROM, PROMOTED_TO].map((name) => history.trailer(commit, name)))));
  return commits.filter((_, index) => trailers[index]?.[0] !== undefined && (trailers[index]?.[1] ?? to) === to);
}

/**
 * The commit at which the source environment had what is promoted. Before the change: what comes with it was tried nowhere.
 * @returns undefined where it never held this very content, and no recorded promotion, done again, gives it
 */
async function triedAt(history: History, route: Route, item: Item, promotions: readonly string[]): Promise<string | undefined> {
  const wanted = await history.state(route.source, item.to);
  for (const commit of await history.commits(route.target, [item.from.file])) if ((await history.state(commit, item.from)) === wanted) return commit;
  return mergedFrom(history, route, item, promotions);
}

async function mergedFrom(history: History, route: Route, item: Item, promotions: readonly string[]): Promise<string | undefined> {
  const wanted = await history.content(route.source, item.to);
  for (const promotion of promotions) {
    const [source, parent] = [await history.trailer(promotion, PROMOTED_FROM), `${promotion}^`];
    if (source === undefined || !(await history.contains(route.target, source))) continue;
    const common = await commonState(history, item, parent);
    const [base, ours, theirs] = await Promise.all([
      common === undefined ? undefined : history.content(common, item.from),
      history.content(parent, item.to),
      history.content(source, item.from),
    ]);
    const merged = await merge({ base, ours, theirs }, ["target", "common", "source"]);
    if (!merged.conflict && merged.text === wanted) return source;
  }
  return undefined;
}

async function otherRenders(history: History, route: Route, promotions: readonly string[], digest: string): Promise<Finding[]> {
  const [newest] = promotions;
  const validated = newest && (await history.trailer(newest, RENDER_DIGEST));
  if (!validated || validated === digest) return [];
  const message = `${newest.slice(0, 12)} was validated as ${validated}, and ${route.to} now renders to ${digest}`;
  return [findingOf(rules["another-render"], { message, environment: route.to })];
}
