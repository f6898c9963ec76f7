import type { Command } from "commander";
import type { ChartRequest } from "../discover/charts.ts";
import type { Repository } from "../discover/repository.ts";
import { Project } from "../project.ts";
import { LOCK_FILE, readLock, writeLock } from "../render/charts/lock.ts";
import { type Pulled, pullCharts } from "../render/charts/pull.ts";
import { buildRenderer } from "../render/engines/renderer-program.ts";
import { rootOf } from "./options.ts";
import { command, EXIT } from "./run.ts";

/** `npm run charts`: loads the archives of the charts that Applications ask for, and locks them by their digests. */
export function program(): Command {
  return command("charts", `Load the Helm charts that Applications ask for into the cache, and write their digests to ${LOCK_FILE}. Uses the network.`)
    .argument("[dir]", "the repository", ".")
    .option("--update", "ask again which version a range means, and accept archives that differ from the lock", false)
    .action(async (dir: string, { update }: { update: boolean }) => {
      const root = rootOf({ dir, allowRemote: false, cache: true });
      const renderer = await buildRenderer((line) => process.stderr.write(`charts: ${line}\n`));
      const requests = requestsOf(await new Project(root, { permissions: { remote: false }, cache: true }).repository());
      const lock = await readLock(root);
      const pulled = await pullCharts(renderer, requests, lock, update);
      for (const each of pulled) process.stdout.write(`${describe(each)}\n`);
      // What could not be loaded keeps the entry that it had.
      const kept = pulled.flatMap((each) => ("locked" in each ? [each.locked] : lock.filter((entry) => isSame(entry, each.request))));
      if (requests.length > 0 || lock.length > 0) writeLock(root, kept);
      if (pulled.some((each) => "problem" in each)) process.exitCode = EXIT.findings;
    });
}

/** Each chart that an Application asks for, once. */
function requestsOf({ trees }: Repository): ChartRequest[] {
  const requests = trees.flatMap(({ chart }) => (chart?.request ? [chart.request] : []));
  return requests.filter((request, index) => requests.findIndex((each) => isSame(each, request)) === index);
}

function isSame(a: ChartRequest, b: ChartRequest): boolean {
  return a.repository === b.repository && a.chart === b.chart && a.revision === b.revision;
}

function describe(pulled: Pulled): string {
  if ("problem" in pulled) return `${pulled.request.repository} ${pulled.request.chart} ${pulled.request.revision}: ${pulled.problem}`;
  const { repository, chart, version } = pulled.locked;
  return `${repository} ${chart} ${version}: ${pulled.loaded ? "loaded" : "in the cache"}`;
}
