/**
 * How long the main job takes, against bare Kustomize building the same overlays one after the other, in the same run.
 * Whole processes, wall time, in turn so that a change in the machine's speed meets both.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { discover } from "../../scripts/discover/index.ts";
import { findKustomize } from "../../scripts/render/program.ts";

const ROUNDS = Number(process.argv[2] ?? 10);
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const VALIDATE = [`${ROOT}scripts/main.ts`, "validate"];

const kustomize = await findKustomize();
const { trees } = await discover(ROOT);
const overlays = [...new Set(trees.filter((tree) => tree.kind === "kustomization").map((tree) => tree.path))];

const contestants: Record<string, () => void> = {
  "bare kustomize, one after the other": () => overlays.forEach((overlay) => void exec(kustomize.path, [...kustomize.args, overlay])),
  "validate, nothing cached": () => exec(process.execPath, [...VALIDATE, "--no-cache"]),
  "validate, renders cached": () => exec(process.execPath, VALIDATE),
  "validate --version (start-up)": () => exec(process.execPath, [...VALIDATE, "--version"]),
};

const times = new Map(Object.keys(contestants).map((name) => [name, [] as number[]]));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, contestant] of Object.entries(contestants)) {
    const started = performance.now();
    contestant();
    // The first round warms the machine up.
    if (round > 0) times.get(name)?.push(performance.now() - started);
  }
}

const medians = [...times].map(([name, list]) => [name, median(list)] as const);
const bare = medians[0]?.[1] ?? Number.NaN;
console.log(`${overlays.length} overlays, ${kustomize.name} ${kustomize.version}, median of ${ROUNDS}`);
for (const [name, time] of medians) console.log(`${name.padEnd(38)} ${time.toFixed(0).padStart(6)} ms  ${(time / bare).toFixed(2)} x bare`);

function exec(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0 && status !== 1) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
}
