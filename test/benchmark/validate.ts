/**
 * How long the main job takes, against bare Kustomize building the same overlays one after the other, in the same run.
 * Whole processes, wall time, in turn so that a change in the machine's speed meets all of them.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { discover } from "../../scripts/discover/index.ts";
import { findRenderer } from "../../scripts/render/engines/renderer-program.ts";
import { findKustomize } from "../../scripts/render/program.ts";
import { generate, OBJECTS } from "./repository.ts";

const [rounds = "5", ...sizes] = process.argv.slice(2);
const ROUNDS = Number(rounds);
if (!(ROUNDS >= 1) || sizes.some((size) => !(Number(size) >= 1))) {
  console.log("Usage: npm run bench -- [ROUNDS] [OVERLAYS…]");
  process.exit(rounds === "--help" || rounds === "-h" ? 0 : 2);
}
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const VALIDATE = [`${ROOT}scripts/main.ts`, "validate"];
/** Bare Kustomize takes the same for every generated overlay: so many stand for all. */
const SAMPLE = 20;

const kustomize = await findKustomize();
const renderer = await findRenderer();
console.log(
  `bare: ${kustomize.name} ${kustomize.version}; validate renders with ${renderer ? `the warm renderer ${renderer.kustomize}` : kustomize.name}; median of ${ROUNDS}\n`,
);

const scratch = mkdtempSync(join(tmpdir(), "benchmark-"));
try {
  await measure("this repository", ROOT);
  const cold: [overlays: number, milliseconds: number][] = [];
  for (const overlays of (sizes.length > 0 ? sizes : ["100", "1000"]).map(Number)) {
    const root = join(scratch, String(overlays));
    generate(root, overlays);
    cold.push([overlays, await measure(`${overlays} overlays, ${overlays * OBJECTS} objects`, root)]);
  }
  const [[small, fast] = [0, 0], [large, slow] = [0, 0]] = [cold[0], cold.at(-1)];
  if (large > small) console.log(`growth from ${small} to ${large} overlays, cold: exponent ${(Math.log(slow / fast) / Math.log(large / small)).toFixed(2)}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Prints a table; the time with nothing cached, in milliseconds. */
async function measure(name: string, root: string): Promise<number> {
  const { trees } = await discover(root);
  const overlays = [...new Set(trees.filter((tree) => tree.kind === "kustomization").map((tree) => tree.path))];
  const built = root === ROOT ? overlays : overlays.slice(0, SAMPLE);
  const contestants: Record<string, () => void> = {
    "bare kustomize, one after the other": () => built.forEach((overlay) => void exec(kustomize.path, [...kustomize.args, join(root, overlay)])),
    "validate, nothing cached": () => exec(process.execPath, [...VALIDATE, "--no-cache", root]),
    "validate, cached": () => exec(process.execPath, [...VALIDATE, root]),
    "validate --version (start-up)": () => exec(process.execPath, [...VALIDATE, "--version"]),
  };
  const times = new Map(Object.keys(contestants).map((each) => [each, [] as number[]]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [each, contestant] of Object.entries(contestants)) {
      const started = performance.now();
      contestant();
      // The first round warms the machine up.
      if (round > 0) times.get(each)?.push(performance.now() - started);
    }
  }
  const [bare = Number.NaN, cold = Number.NaN, ...rest] = [...times.values()].map(median);
  const all = (bare / built.length) * overlays.length;
  console.log(`${name}${built.length < overlays.length ? `; bare is ${built.length} of them, times ${overlays.length / built.length}` : ""}`);
  for (const [index, time] of [all, cold, ...rest].entries()) {
    console.log(`  ${Object.keys(contestants)[index]?.padEnd(38)} ${time.toFixed(0).padStart(7)} ms  ${(time / all).toFixed(3)} x bare`);
  }
  return cold;
}

function exec(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0 && status !== 1) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
}
