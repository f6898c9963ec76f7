#!/usr/bin/env node
import { setTimeout as sleep } from "node:timers/promises";
import { $ } from "zx";
import { findBootstrap, runBootstrap } from "../../scripts/cluster/argocd/bootstrap.ts";
import { currentCluster } from "../../scripts/cluster/kubectl-proxy.ts";
import { command, run } from "../../scripts/command/run.ts";
import { UserError } from "../../scripts/errors.ts";
import { Live } from "./live.ts";
import { hold } from "./stories/hold.ts";
import { NAMESPACE } from "./stories/names.ts";
import { selfHeal } from "./stories/self-heal.ts";
import { report, tell } from "./tell.ts";

interface Options {
  env: string;
  minutes: number;
  report: string;
}

interface Item {
  kind: string;
  metadata: { name: string; namespace: string };
  spec: { sources?: { chart?: string }[]; source?: { chart?: string }; destination?: { namespace?: string } };
  status?: { sync?: { status?: string }; conditions?: { type: string; status: string }[] };
}

// For a cluster that pulls images, such as kind: what the stories of run.ts cannot show, because their pods are simulated and
// most of their charts are stand-ins. Cloud, GPUs and domains are not there, so the workload is not expected to come up.
const program = command("test:e2e:kind", "On kubectl's current cluster: the bootstrap of the README, every real chart synced, its pods started.")
  .option("--env <name>", "the environment", "staging")
  .option("--minutes <count>", "how long it may take", Number, 25)
  .option("--report <folder>", "where table.txt and table.json go", "report/e2e-kind")
  .action(main);
await run("test:e2e:kind", program, process.argv.slice(2));

async function main({ env, minutes, ...options }: Options): Promise<void> {
  const root = process.cwd();
  const deadline = Date.now() + minutes * 60_000;
  await runBootstrap(await findBootstrap(root), { checkout: root, environment: env, env: process.env as Record<string, string>, log: "bootstrap.log" });
  // Without cloud and GPUs a wave would wait for ever: every Application is created at once, as the root would do one wave after the other.
  await $`kubectl apply --server-side --force-conflicts --field-manager=argocd-controller -k ${`clusters/${env}`}`;
  const ofCharts = async () => (await list("applications.argoproj.io")).filter(({ spec }) => (spec.sources ?? [spec.source ?? {}]).some(({ chart }) => chart));
  await until("charts synced", deadline, async () => (await ofCharts()).filter(({ status }) => status?.sync?.status !== "Synced"));
  const namespaces = new Set((await ofCharts()).map(({ spec }) => spec.destination?.namespace));
  const unavailable = ({ status }: Item) => !status?.conditions?.some(({ type, status }) => type === "Available" && status === "True");
  await until("Deployments available", deadline, async () =>
    (await list("deployments.apps")).filter(({ metadata }) => namespaces.has(metadata.namespace)).filter(unavailable),
  );
  // Pods of the workload wait for a GPU for ever; what the stories change by hand is there without them.
  const needed = async () => (await list("applications.argoproj.io")).filter(({ metadata }) => ["tenancy", NAMESPACE].includes(metadata.name));
  await until("the workload synced", deadline, async () => (await needed()).filter(({ status }) => status?.sync?.status !== "Synced"));
  await stories(options.report);
}

/** Of the stories of run.ts those that need no Git host to push to; here real images run, and webhooks of real operators are asked. */
async function stories(folder: string): Promise<void> {
  const { context, client, close } = await currentCluster();
  try {
    const results = await tell([selfHeal, hold], new Live(client, "argocd"));
    report(results, { context }, `on ${context}`, folder);
  } finally {
    await close();
  }
}

async function list(kind: string): Promise<Item[]> {
  return JSON.parse((await $({ quiet: true })`kubectl get ${kind} -A -o json`).stdout).items;
}

async function until(what: string, deadline: number, missing: () => Promise<Item[]>): Promise<void> {
  for (const started = Date.now(); ; await sleep(5000)) {
    const rest = await missing();
    if (rest.length === 0) return void process.stdout.write(`${what} after ${Math.round((Date.now() - started) / 1000)} s\n`);
    if (Date.now() > deadline) throw new UserError(`not ${what}: ${rest.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(", ")}`);
  }
}
