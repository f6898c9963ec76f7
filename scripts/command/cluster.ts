import { rmSync } from "node:fs";
import type { Command } from "commander";
import { DIRECTORY, startControlPlane } from "../cluster/control-plane.ts";
import { type ClusterState, clusterState, deadProcesses, kubeconfigOf, stopCluster } from "../cluster/instance.ts";
import { takeLock } from "../cluster/lock.ts";
import { UserError } from "../errors.ts";
import { command, EXIT } from "./run.ts";

/** `npm run cluster:up`, `cluster:down` and `cluster:status`. */
export function program(): Command {
  const program = command("cluster", "A real Kubernetes control plane (no nodes) as plain processes on loopback.");
  program.command("up").description("build what is missing, start, install the CRDs").action(up);
  program.command("down").description("stop; the data stays for the next start").option("--delete", "delete the data, certificates and logs too").action(down);
  program.command("status").description("say what runs; exit status 1 when nothing does").action(status);
  return program;
}

async function up(): Promise<void> {
  const unlock = takeLock(DIRECTORY);
  if (!unlock) throw new UserError("another cluster:up or cluster:down is under way");
  try {
    await start();
  } finally {
    unlock();
  }
}

async function start(): Promise<void> {
  const state = clusterState(DIRECTORY);
  if (state && deadProcesses(state).length === 0) {
    say("already running");
    return howToReach(state);
  }
  if (state) say(`ended without cluster:down: ${deadProcesses(state).join(", ")}; starting again`);
  const started = Date.now();
  const { state: fresh, client } = await startControlPlane({ directory: DIRECTORY, say });
  client.close();
  say(`ready after ${((Date.now() - started) / 1000).toFixed(1)} s`);
  howToReach(fresh);
}

async function down(options: { delete?: boolean }): Promise<void> {
  const unlock = takeLock(DIRECTORY);
  if (!unlock) throw new UserError("a cluster:up is under way; end it first");
  const stopped = await stopCluster(DIRECTORY);
  if (options.delete) rmSync(DIRECTORY, { recursive: true, force: true });
  unlock();
  say(`${stopped ? "stopped" : "was not running"}${options.delete ? `; deleted ${DIRECTORY}` : ""}`);
}

function status(): void {
  const state = clusterState(DIRECTORY);
  if (!state) {
    say("not running");
    process.exitCode = EXIT.findings;
    return;
  }
  const dead = deadProcesses(state);
  for (const { name, pid } of state.processes) say(`${name} ${dead.includes(name) ? "ended" : "running"} (pid ${pid})`);
  howToReach(state);
  if (dead.length > 0) process.exitCode = EXIT.findings;
}

function howToReach({ ports, directory }: ClusterState): void {
  say(`https://127.0.0.1:${ports.apiServer}, logs in ${directory}/logs`);
  say(`export KUBECONFIG=${kubeconfigOf(directory)}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
