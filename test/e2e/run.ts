#!/usr/bin/env node
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { endArgoCdCluster, readInstance } from "../../scripts/cluster/argocd/instance.ts";
import { missingArgoCdPrograms } from "../../scripts/cluster/argocd/programs.ts";
import { type ArgoCdCluster, startArgoCdCluster } from "../../scripts/cluster/argocd/up.ts";
import { ApiClient } from "../../scripts/cluster/client.ts";
import { argoCdDirectory, missing, TOOLS } from "../../scripts/cluster/control-plane.ts";
import { deadProcesses, endpointOf } from "../../scripts/cluster/instance.ts";
import { takeLock } from "../../scripts/cluster/lock.ts";
import { residentMegabytes } from "../../scripts/cluster/processes.ts";
import { command, EXIT, run } from "../../scripts/command/run.ts";
import { UserError } from "../../scripts/errors.ts";
import { Stage } from "./stage.ts";
import { bootstrap } from "./stories/bootstrap.ts";
import { storiesOf } from "./stories.ts";
import { Facts, type Story } from "./story.ts";
import { passed, type Result, tableOf } from "./table.ts";

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
  const interrupted = () => void endArgoCdCluster(directory).finally(() => process.exit(130));
  if (!attach) process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    const started = performance.now();
    const cluster = attach ? attachTo(directory) : await startArgoCdCluster({ directory, root: ROOT, environment: options.env, say });
    for (const line of cluster.argocd.cast) say(`  ${line}`);
    const upSeconds = (performance.now() - started) / 1000;
    const results = await tell(stories, cluster);
    report(results, { upSeconds, megabytes: residentMegabytes(directory), cast: cluster.argocd.cast }, options.report);
    cluster.client.close();
  } finally {
    if (!options.keep && !attach) await endArgoCdCluster(directory);
    unlock();
  }
}

/** @throws UserError where no cluster is up */
function attachTo(directory: string): ArgoCdCluster {
  const instance = readInstance(directory);
  if (!instance || deadProcesses(instance.state).length > 0) throw new UserError("no cluster is up whole; begin without --attach, and with --keep");
  return { ...instance, client: new ApiClient(endpointOf(instance.state)) };
}

/** Runs the stories in order; one that cannot go on fails, and the next begins from what is pushed. */
async function tell(stories: readonly Story[], cluster: ArgoCdCluster): Promise<Result[]> {
  const stage = new Stage(cluster);
  const results: Result[] = [];
  for (const { name, title, needs, run: play } of stories) {
    if (needs || notBootstrapped(results)) {
      results.push({ name, title, seconds: 0, skipped: needs ?? "the bootstrap did not succeed", facts: [] });
      continue;
    }
    say(`== ${name}: ${title}`);
    const facts = new Facts(({ ok, what, seconds, note }) =>
      say(`  ${ok ? "ok  " : "FAIL"} ${what}${seconds === undefined ? "" : ` (${seconds} s)`}${note ? `: ${note}` : ""}`),
    );
    const started = performance.now();
    await play(stage, facts).catch((error: Error) => facts.check("the story came to its end", false, error.message));
    await stage.clone.discard();
    results.push({ name, title, seconds: Math.round((performance.now() - started) / 100) / 10, facts: facts.all });
  }
  return results;
}

function notBootstrapped([first]: readonly Result[]): boolean {
  return first?.name === bootstrap.name && first.facts.some(({ what }) => what === "the story came to its end");
}

function report(results: readonly Result[], measured: { upSeconds: number; megabytes: number; cast: string[] }, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const table = tableOf(results);
  const summary = `cluster up in ${measured.upSeconds.toFixed(1)} s, ${measured.megabytes} MB of memory at the end`;
  writeFileSync(join(folder, "table.txt"), `${table}${summary}\n`);
  writeFileSync(join(folder, "table.json"), `${JSON.stringify({ ...measured, results }, null, 2)}\n`);
  say(`\n${table}${summary}; also in ${folder}`);
  if (!results.every((result) => result.skipped !== undefined || passed(result))) process.exitCode = EXIT.findings;
}

function skip(reason: string): void {
  say(`*** SKIPPED: the end-to-end stories: ${reason} ***`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
