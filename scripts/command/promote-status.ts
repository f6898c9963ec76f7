import { gates } from "../history/promote/gates.ts";
import { plan } from "../history/promote/plan.ts";
import { status } from "../history/promote/status.ts";
import { calling } from "../toolchain.ts";
import { projectOptions } from "./options.ts";
import type { Action } from "./promote.ts";
import { gateLine, say } from "./promote-words.ts";
import { EXIT } from "./run.ts";

/** `promote --status`: what waits, since when, what is on hold, and how the gates stand that need no pull request. */
export const showStatus: Action = async (snapshots, history, routes, options) => {
  for (const route of routes) {
    const repository = await (await snapshots.at(history.root, route.target, projectOptions(options))).repository();
    const waiting = await status(repository, history, route);
    const named = routes.length > 1 ? `${route.to}: ` : "";
    for (const { app, what, step, commits, since } of waiting) {
      const when = since ? `waits since ${since}` : "has no state in common with its counterpart";
      say(`${named}${app}: ${what}${step ? ` (${step})` : ""} ${when}${commits.map((commit) => `\n  ${commit}`).join("")}`);
    }
    for (const hold of new Set(waiting.flatMap((each) => each.hold ?? []))) say(`${hold}\n  lift it with: ${calling("promote", "--lift <application>")}`);
    const { changes } = await plan(repository, history, route);
    const promoted = await Promise.all(changes.map(async ({ app, item }) => ({ app, item, state: await history.state(route.source, item.from) })));
    const looked = await gates(repository.config.promote, history, route.to, route.target, promoted, { now: new Date() });
    for (const gate of looked) say(`${named}${gateLine(gate)}`);
    if (waiting.length === 0) say(`${route.to} has everything that ${route.from} has`);
  }
  return EXIT.clean;
};
