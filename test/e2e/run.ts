#!/usr/bin/env node
import { join } from "node:path";
import { endArgoCdCluster, isUp, readInstance } from "../../scripts/cluster/argocd/instance.ts";
import { missingArgoCdPrograms } from "../../scripts/cluster/argocd/programs.ts";
import { type ArgoCdCluster, startArgoCdCluster } from "../../scripts/cluster/argocd/up.ts";
import { ApiClient } from "../../scripts/cluster/client.ts";
import { argoCdDirectory, missing, TOOLS } from "../../scripts/cluster/control-plane.ts";
import { endpointOf } from "../../scripts/cluster/instance.ts";
import { takeLock } from "../../scripts/cluster/lock.ts";
import { residentMegabytes } from "../../scripts/cluster/processes.ts";
import { command, run } from "../../scripts/command/run.ts";
import { UserError } from "../../scripts/errors.ts";
import { Stage } from "./stage.ts";
import { storiesOf } from "./stories.ts";
import { report, say, tell } from "./tell.ts";

const ROOT = join(import.meta.dirname, "../..");

interface Options {
  env: string;
  to: string;
  long?: boolean;
  scale?: number;
  built?: boolean;
  keep?: boolean;
  attach?: boolean;
  report: string;
}

const program = command("test:e2e", "Stories on a real Argo CD: what a push, a change by hand or a fault comes to, and how long it takes.")
  .argument("[stories...]", "only these, after the bootstrap")
  .option("--env <name>", "the environment", "staging")
  .option("--to <name>", "the environment that promotion goes to", "production")
  .option("--long", "the stories too that take minutes: polling, promotion to a second cluster, faults")
  .option("--scale <count>", "add so many Applications too", Number)
  .option("--built", "skip, loudly, when a program would have to be built first")
  .option("--keep", "leave the cluster up at the end; cluster:down ends it")
  .option("--attach", "on the cluster that an earlier --keep left up: no bootstrap, and it stays up")
  .option("--report <folder>", "where table.txt and table.json go", join(ROOT, "report", "e2e"))
  .action(main);
await run("test:e2e", program, process.argv.slice(2));

async function main(names: string[], options: Options): Promise<void> {
  const unbuilt = [await missing(), await missingArgoCdPrograms(TOOLS)];
  if (unbuilt.includes(undefined)) return skip("Go is not on PATH, and Argo CD is built from Go modules");
  const toBuild = unbuilt.flatMap((each) => each ?? []);
  if (options.built && toBuild.length > 0) return skip(`not built yet: ${toBuild.join(", ")}; npm run cluster:up -- --argocd builds them, which takes minutes`);
  const { attach } = options;
  const stories = storiesOf({ root: ROOT, ...options, names, bootstrapped: attach });
  const directory = argoCdDirectory(`${options.env}-test`);
  const unlock = takeLock(directory);
  if (!unlock) throw new UserError("another test:e2e of this checkout is under way");
  if (!attach && isUp(directory)) throw new UserError("a cluster that --keep left is up: --attach tells stories on it, cluster:down ends it");
  const interrupted = () => void endArgoCdCluster(directory).finally(() => process.exit(130));
  if (!attach) process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    const started = performance.now();
    const cluster = attach ? attachTo(directory) : await startArgoCdCluster({ directory, root: ROOT, environment: options.env, say });
    for (const line of cluster.argocd.cast) say(`  ${line}`);
    const upSeconds = (performance.now() - started) / 1000;
    const stage = new Stage(cluster);
    const results = await tell(stories, stage, () => stage.clone.discard());
    const megabytes = residentMegabytes(directory);
    const summary = `cluster up in ${upSeconds.toFixed(1)} s, ${megabytes} MB of memory at the end`;
    report(results, { upSeconds, megabytes, cast: cluster.argocd.cast }, summary, options.report);
    cluster.client.close();
  } finally {
    if (!options.keep && !attach) await endArgoCdCluster(directory);
    unlock();
  }
}

/** @throws UserError where no cluster is up */
function attachTo(directory: string): ArgoCdCluster {
  const instance = isUp(directory) ? readInstance(directory) : undefined;
  if (!instance) throw new UserError("no cluster is up whole; begin without --attach, and with --keep");
  return { ...instance, client: new ApiClient(endpointOf(instance.state)) };
}

function skip(reason: string): void {
  say(`*** SKIPPED: the end-to-end stories: ${reason} ***`);
}
