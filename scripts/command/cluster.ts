import { rmSync } from "node:fs";
import { type Command, Option } from "commander";
import { endArgoCdCluster } from "../cluster/argocd/instance.ts";
import { clustersOf, DIRECTORY, startControlPlane } from "../cluster/control-plane.ts";
import { type ClusterState, clusterState, deadProcesses, kubeconfigOf, stopCluster } from "../cluster/instance.ts";
import { takeLock } from "../cluster/lock.ts";
import { UserError } from "../errors.ts";
import { describeArgoCd, upWithArgoCd } from "./cluster-argocd.ts";
import { command, EXIT } from "./run.ts";

interface UpOptions {
  argocd?: boolean;
  nodes?: string;
  env?: string;
  bootstrap?: string;
}

/** `npm run cluster:up`, `cluster:down` and `cluster:status`. */
export function program(): Command {
  const program = command("cluster", "A real Kubernetes control plane as plain processes on loopback, and Argo CD on it.");
  program
    .command("up")
    .description("build what is missing, start; without --argocd: install the CRDs")
    .option("--argocd", "with Argo CD, which deploys an environment of this repository's last commit")
    .addOption(new Option("--nodes <kind>", "what pods run on, with --argocd").choices(["simulated"]).default("simulated"))
    .option("--env <name>", "the environment to deploy, with --argocd")
    .option("--bootstrap <file>", 'the Markdown file whose heading "Bootstrap" has the commands, with --argocd')
    .action(up);
  program.command("down").description("stop; the data stays for the next start").option("--delete", "delete the data, certificates and logs too").action(down);
  program.command("status").description("say what runs; exit status 1 when nothing does").action(status);
  return program;
}

async function up(options: UpOptions): Promise<void> {
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
      await (directory === DIRECTORY ? stopCluster(directory) : endArgoCdCluster(directory));
      say(`stopped ${directory}`);
    }
    if (running.length === 0) say("was not running");
    if (!options.delete) return;
    for (const directory of clustersOf()) rmSync(directory, { recursive: true, force: true });
    say(`deleted ${DIRECTORY}`);
  });
}

function status(): void {
  const states = clustersOf().flatMap((directory) => clusterState(directory) ?? []);
  if (states.length === 0) say("not running");
  for (const state of states) {
    const dead = deadProcesses(state);
    for (const { name, pid } of state.processes) say(`${name} ${dead.includes(name) ? "ended" : "running"} (pid ${pid})`);
    howToReach(state);
    for (const line of describeArgoCd(state.directory)) say(line);
  }
  if (states.length === 0 || states.some((state) => deadProcesses(state).length > 0)) process.exitCode = EXIT.findings;
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
