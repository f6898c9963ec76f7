#!/usr/bin/env node
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { takeLock } from "../../scripts/cluster/lock.ts";
import { whyNot } from "../../scripts/cluster/nodes/host.ts";
import { DIRECTORY, isWhole, missing, nodesState, startNodes, stopNodes } from "../../scripts/cluster/nodes/index.ts";
import { command, EXIT, run } from "../../scripts/command/run.ts";
import { UserError } from "../../scripts/errors.ts";
import { ROOT } from "../support/cli.ts";
import { TestCluster } from "./cluster.ts";
import { application } from "./stories/application.ts";
import { backup } from "./stories/backup.ts";
import { drain } from "./stories/drain.ts";
import { failover } from "./stories/failover.ts";
import { gpu } from "./stories/gpu.ts";
import { monitoring } from "./stories/monitoring.ts";
import { networkPolicies } from "./stories/network-policies.ts";
import { redis } from "./stories/redis.ts";
import { rollingUpdate } from "./stories/rolling-update.ts";
import { type Outcome, type Story, table } from "./story.ts";

/** In this order: the first ones leave what the later ones use. */
const STORIES: readonly Story[] = [networkPolicies, redis, failover, drain, monitoring, gpu, backup, application, rollingUpdate];

const program = command("test:nodes", "Runs the rendered trees on real nodes and tells what happened, in one table.")
  .argument("[stories...]", `only these: ${STORIES.map(({ name }) => name).join(", ")}`)
  .option("--keep", "leave the cluster running, for a look at it")
  .option("--json <file>", "write the outcome there too", join(ROOT, "report", "nodes.json"))
  .action(main);
await run("test:nodes", program, process.argv.slice(2));

async function main(only: string[], options: { keep?: boolean; json: string }): Promise<void> {
  const reason = (await whyNot()) ?? ((await missing()) === undefined ? "Go is not on PATH, and the nodes' programs are built from Go modules" : undefined);
  if (reason) return say(`*** SKIPPED: ${reason} ***`);
  const unknown = only.filter((name) => !STORIES.some((story) => story.name === name));
  if (unknown.length > 0) throw new UserError(`there is no story ${unknown.join(", ")}; there are ${STORIES.map(({ name }) => name).join(", ")}`);
  const unlock = takeLock(`${DIRECTORY}-stories`);
  if (!unlock) throw new UserError("another test:nodes of this checkout is under way; wait for its end");
  try {
    await tellAll(only, options);
  } finally {
    unlock();
  }
}

async function tellAll(only: readonly string[], options: { keep?: boolean; json: string }): Promise<void> {
  const running = nodesState();
  const reuse = running !== undefined && isWhole(running);
  const started = Date.now();
  const state = await startNodes(say);
  const outcomes: Outcome[] = [
    { story: "cluster", seconds: seconds(started), facts: { start: reuse ? "was running" : `${state.ready?.seconds.toFixed(1)} s after builds and images` } },
  ];
  const endsNodes = !options.keep && !reuse;
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted(endsNodes));
  try {
    const cluster = new TestCluster(state);
    for (const story of STORIES.filter(({ name }) => only.length === 0 || only.includes(name))) {
      say(`-- ${story.name}`);
      const begun = Date.now();
      const told = await story.tell(cluster).then(
        (facts) => ({ facts }),
        (error: Error) => ({ facts: {}, failure: error.message }),
      );
      outcomes.push({ story: story.name, seconds: seconds(begun), ...told });
      say(`   ${"failure" in told ? `FAILED: ${told.failure}` : "ok"} after ${seconds(begun)} s`);
    }
  } finally {
    if (endsNodes) await stopNodes();
  }
  mkdirSync(join(options.json, ".."), { recursive: true });
  writeFileSync(options.json, JSON.stringify(outcomes, undefined, 2));
  say(`\n${table(outcomes)}`);
  if (outcomes.some(({ failure }) => failure !== undefined)) process.exitCode = EXIT.findings;
}

function interrupted(endsNodes: boolean): void {
  say(endsNodes ? "interrupted: ending the nodes" : "interrupted: the nodes go on; `npm run cluster:down` ends them");
  void (endsNodes ? stopNodes() : Promise.resolve(false)).finally(() => process.exit(130));
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 100) / 10;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
