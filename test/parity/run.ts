#!/usr/bin/env node
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { missing } from "../../scripts/cluster/control-plane.ts";
import { command, EXIT, run } from "../../scripts/command/run.ts";
import type { Manifest } from "../../scripts/kubernetes/manifest.ts";

import { handWritten } from "./corpus.ts";
import { holdTrials, type Selection, trialsToHold } from "./differential.ts";
import { kubeconformAccepts } from "./kubeconform.ts";
import { ABOUT_OTHERS, withOracle } from "./oracle.ts";
import { reportOf } from "./report.ts";
import { checkTrees, renderedObjects } from "./trees.ts";
import { outdated, type Trial, tally } from "./verdict.ts";

const ROOT = join(import.meta.dirname, "../..");
const REPORT = join(ROOT, "report", "parity.txt");
const GOAL = 99;

interface Options extends Selection {
  built?: boolean;
  kubeconform: boolean;
}

const program = command("test:parity", "Holds our verdicts against a real kube-apiserver's.")
  .option("--seed <text>", "chooses the places that are changed", "1")
  .option("--each <count>", "mutants of each pair of mutation and kind, at most", Number, 2)
  .option("--only <pattern>", "only mutations whose name matches this regular expression")
  .option("--kind <pattern>", "only objects whose kind matches this regular expression")
  .option("--built", "skip, loudly, when a program would have to be built first")
  .option("--no-kubeconform", "leave out the comparison with kubeconform")
  .action(main);
await run("test:parity", program, process.argv.slice(2));

async function main(options: Options): Promise<void> {
  const unbuilt = await missing();
  if (unbuilt === undefined) return skip("Go is not on PATH, and the control plane is built from Go modules");
  if (options.built && unbuilt.length > 0) return skip(`not built yet: ${unbuilt.join(", ")}; npm run cluster:up builds them, which takes minutes`);
  const trees = await renderedObjects(ROOT);
  const refused = await withOracle({ say }, (client) => checkTrees(client, trees));
  say(`${trees.length} rendered objects before the API server, in sync order, and their pods: ${refused.length} refused`);
  for (const line of refused) say(`  ${line}`);
  const mutants = trialsToHold([...handWritten(), ...distinct(trees.map(({ object }) => object))], options);
  const objects = mutants.map(({ object }) => object);
  await withOracle({ say, withoutAdmission: ABOUT_OTHERS }, async (client) => {
    const trials = await holdTrials(client, ROOT, mutants);
    const accepts = options.kubeconform ? await kubeconformAccepts(client, objects, say) : undefined;
    const old = options.only || options.kind ? [] : outdated(trials);
    for (const reason of old) say(`known-disagreements.yaml: no mutant shows this any more: ${reason}`);
    finish(trials, reportOf(trials, accepts), refused.length + old.length);
  });
}

/** Writes the report and says whether the goal is reached; `wrong` counts what is wrong beside the trials. */
function finish(trials: readonly Trial[], report: string, wrong: number): void {
  mkdirSync(join(ROOT, "report"), { recursive: true });
  writeFileSync(REPORT, report);
  process.stdout.write(report);
  const { caughtPercent } = tally(trials.map(({ verdict }) => verdict));
  const apart = trials.filter(({ verdict, known }) => (verdict === "missed" || verdict === "false alarm") && !known);
  say(`report: ${REPORT}`);
  if (wrong > 0 || apart.length > 0 || caughtPercent < GOAL) {
    say(
      `not good enough: ${wrong} rendered objects refused or reasons outdated, ${apart.length} disagreements without a reason, ${caughtPercent.toFixed(2)} % caught (goal ${GOAL} %)`,
    );
    process.exitCode = EXIT.findings;
  }
}

/** Both environments render many of the same objects. */
function distinct(objects: readonly Manifest[]): Manifest[] {
  return [...new Map(objects.map((object) => [JSON.stringify(object), object])).values()];
}

function skip(why: string): void {
  process.stderr.write(`\n*** test:parity SKIPPED: ${why} ***\n\n`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
