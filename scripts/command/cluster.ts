import { rmSync } from "node:fs";
import { type Command, Option } from "commander";
import { endArgoCdCluster } from "../cluster/argocd/instance.ts";
import { clustersOf, DIRECTORY, startControlPlane } from "../cluster/control-plane.ts";
import { type ClusterState, clusterState, deadProcesses, kubeconfigOf, stopCluster } from "../cluster/instance.ts";
import { takeLock } from "../cluster/lock.ts";
import { UserError } from "../errors.ts";
import { describeArgoCd, upWithArgoCd } from "./cluster-argocd.ts";
import * as realNodes from "./cluster-nodes.ts";
import { command, EXIT } from "./run.ts";

interface UpOptions {
  argocd?: boolean;
  nodes?: string;
  env?: string;
  bootstrap?: string;
}

/** `npm run cluster:up`, `cluster:down` and `cluster:status`. */
export function program(): Command {
  const program = command("cluster", "A real Kubernetes control plane as plain processes on loopback and Argo CD on it, or one with real nodes.");
  program
    .command("up")
    .description("build what is missing, start; without --argocd: install the CRDs")
    .option("--argocd", "with Argo CD, which deploys an environment of this repository's last commit")
    .addOption(
      new Option("--nodes <kind>", "simulated, with --argocd; real: kubelets, containers and network policies, without it")
        .choices(["simulated", "real"])
        .default("simulated"),
    )
    .option("--env <name>", "the environment to deploy, with --argocd")
    .option("--bootstrap <file>", 'the Markdown file whose heading "Bootstrap" has the commands, with --argocd')
    .action(up);
  program.command("down").description("stop; the data stays for the next start").option("--delete", "delete the data, certificates and logs too").action(down);
  program.command("status").description("say what runs; exit status 1 when nothing does").action(status);
  return program;
}

async function up(options: UpOptions): Promise<void> {
  if (options.nodes === "real") {
    if (options.argocd) throw new UserError("Argo CD runs on simulated nodes: leave out --argocd, or --nodes real");
    return realNodes.up(say);
  }
  await locked("another cluster:up or cluster:down is under way", () => (options.argocd ? upWithArgoCd(options, say) : start()));
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
  await locked("a cluster:up is under way; end it first", async () => {
    const running = clustersOf().filter((directory) => clusterState(directory));
    for (const directory of running) {
      await (directory === DIRECTORY ? stopCluster(directory) : endUnused(directory));
      say(`stopped ${directory}`);
    }
    const nodes = await realNodes.down();
    if (nodes) say("stopped the real nodes; nothing of them is left");
    if (running.length === 0 && !nodes) say("was not running");
    if (!options.delete) return;
    for (const directory of clustersOf()) rmSync(directory, { recursive: true, force: true });
    say(`deleted ${DIRECTORY}`);
  });
}

/** @throws UserError while stories run on it */
async function endUnused(directory: string): Promise<void> {
  const unlock = takeLock(directory);
  if (!unlock) throw new UserError(`stories of test:e2e are told in ${directory}; wait for their end, or interrupt them`);
  await endArgoCdCluster(directory).finally(unlock);
}

function status(): void {
  const states = clustersOf().flatMap((directory) => clusterState(directory) ?? []);
  const nodes = realNodes.status(say);
  if (states.length === 0 && nodes === undefined) say("not running");
  for (const state of states) {
    const dead = deadProcesses(state);
    for (const { name, pid } of state.processes) say(`${name} ${dead.includes(name) ? "ended" : "running"} (pid ${pid})`);
    howToReach(state);
    for (const line of describeArgoCd(state.directory)) say(line);
  }
  const nothing = states.length === 0 && nodes === undefined;
  if (nothing || nodes === false || states.some((state) => deadProcesses(state).length > 0)) process.exitCode = EXIT.findings;
}

/** Does the work unless another command has the clusters of this checkout in hand. */
async function locked(refusal: string, work: () => Promise<void>): Promise<void> {
  const unlock = takeLock(DIRECTORY);
  if (!unlock) throw new UserError(refusal);
  try {
    await work();
  } finally {
    unlock();
  }
}

function howToReach({ ports, directory }: ClusterState): void {
  say(`https://127.0.0.1:${ports.apiServer}, logs in ${directory}/logs`);
  say(`export KUBECONFIG=${kubeconfigOf(directory)}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
