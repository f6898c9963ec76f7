import type { Repository } from "../../discover/repository.ts";
import type { Finding } from "../../finding.ts";
import rules from "../../rules/groups/promotion.ts";
import { findingOf } from "../../rules/rule.ts";
import { commonState } from "./base.ts";
import { PROMOTED_FROM, RENDER_DIGEST } from "./commit.ts";
import type { History } from "./history.ts";
import { merge } from "./merge.ts";
import { type PairedFile, pairedFiles, pairs } from "./overlays.ts";
import type { Route } from "./plan.ts";

/**
 * Proves that what changed in the target's promotable files is a state that the source environment held, and that what was
 * rendered and validated is what would be merged.
 * @param route from the state before the change (target) to the state after it (source)
 * @param digest what the target environment renders to after the change
 */
export async function check(repository: Repository, history: History, route: Route, digest: string): Promise<Finding[]> {
  const promotions = await promotionsIn(history, route);
  const unproven: Finding[] = [];
  for (const pair of pairs(repository, route.from, route.to, route.apps)) {
    for (const file of await pairedFiles(history, pair, repository.config.promote.files, route)) {
      const [was, is] = await Promise.all([history.blob(route.target, file.to), history.blob(route.source, file.to)]);
      if (was === is || (await wasHeld(history, route, file)) || (await isMerged(history, route, file, promotions))) continue;
      unproven.push(
        findingOf(rules.unproven, {
          message: `is no state that ${route.from} held`,
          help: `Change ${file.from} first, then: npm run promote -- ${pair.app}`,
          environment: route.to,
          application: pair.app,
          source: { file: file.to, line: 1, column: 1 },
        }),
      );
    }
  }
  return [...unproven, ...(await otherRenders(history, route, promotions, digest))];
}

async function promotionsIn(history: History, { target, source }: Route): Promise<string[]> {
  const commits = await history.lines(["rev-list", "--no-merges", `${target}..${source}`]);
  const trailers = await Promise.all(commits.map((commit) => history.trailer(commit, PROMOTED_FROM)));
  return commits.filter((_, index) => trailers[index] !== undefined);
}

/** Whether the source environment ever held this very content, before the change: what comes with it was tried nowhere. */
async function wasHeld(history: History, { source, target }: Route, { from, to }: PairedFile): Promise<boolean> {
  const wanted = await history.blob(source, to);
  for (const commit of await history.commits(target, [from])) if ((await history.blob(commit, from)) === wanted) return true;
  return false;
}

/** Whether a recorded promotion, done again, gives this content. */
async function isMerged(history: History, route: Route, file: PairedFile, promotions: readonly string[]): Promise<boolean> {
  const wanted = await history.text(route.source, file.to);
  for (const promotion of promotions) {
    const [source, parent] = [await history.trailer(promotion, PROMOTED_FROM), `${promotion}^`];
    if (source === undefined || !(await history.contains(route.target, source))) continue;
    const common = await commonState(history, file, parent);
    const [base, ours, theirs] = await Promise.all([
      common === undefined ? undefined : history.text(common, file.from),
      history.text(parent, file.to),
      history.text(source, file.from),
    ]);
    const merged = await merge({ base, ours, theirs }, ["target", "common", "source"]);
    if (!merged.conflict && merged.text === wanted) return true;
  }
  return false;
}

async function otherRenders(history: History, route: Route, promotions: readonly string[], digest: string): Promise<Finding[]> {
  const [newest] = promotions;
  const validated = newest && (await history.trailer(newest, RENDER_DIGEST));
  if (!validated || validated === digest) return [];
  const message = `${newest.slice(0, 12)} was validated as ${validated}, and ${route.to} now renders to ${digest}`;
  return [findingOf(rules["another-render"], { message, environment: route.to })];
}
