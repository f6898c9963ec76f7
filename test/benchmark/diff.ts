/**
 * How long `diff` takes for a change of one line: here, and on a generated repository with 300 overlays.
 * Whole processes, wall time, in clones in temporary folders; each once with nothing cached and once as the next run finds it.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { discover } from "../../scripts/discover/index.ts";

const ROUNDS = Number(process.argv[2] ?? 5);
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const OVERLAYS = 300;

const scratch = mkdtempSync(join(tmpdir(), "benchmark-"));
try {
  await measure("this repository", clone());
  await measure(`generated, ${OVERLAYS} overlays`, generated());
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function measure(name: string, root: string): Promise<void> {
  const { trees } = await discover(root);
  // One overlay's own file: what most changes are.
  const overlay = trees.filter((tree) => tree.kind === "kustomization").at(-1);
  if (!overlay) throw new Error(`${name} has no overlay`);
  appendFileSync(join(root, overlay.path, "kustomization.yaml"), 'commonAnnotations: {benchmark: "1"}\n');
  const diff = (...args: string[]) => run(process.execPath, [`${ROOT}scripts/main.ts`, "diff", "-C", root, "HEAD", ...args]);
  diff();
  const cold = Array.from({ length: ROUNDS }, () => timed(() => diff("--no-cache")));
  const warm = Array.from({ length: ROUNDS }, () => timed(() => diff()));
  console.log(`${name}: ${trees.length} trees; one-line change, median of ${ROUNDS}: ${median(cold)} ms with nothing cached, ${median(warm)} ms cached`);
}

function clone(): string {
  const root = join(scratch, "clone");
  run("git", ["clone", "--quiet", ROOT, root]);
  return root;
}

function generated(): string {
  const root = join(scratch, "generated");
  const write = (file: string, content: object | string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), typeof content === "string" ? content : JSON.stringify(content));
  };
  write("apps/base/kustomization.yaml", "resources: [deployment.yaml, service.yaml, config.yaml]\n");
  write("apps/base/deployment.yaml", {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: {
      selector: { matchLabels: { app: "web" } },
      template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image: "registry.example.com/web:1.0.0" }] } },
    },
  });
  write("apps/base/service.yaml", { apiVersion: "v1", kind: "Service", metadata: { name: "web" }, spec: { selector: { app: "web" }, ports: [{ port: 80 }] } });
  write("apps/base/config.yaml", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "web" }, data: { mode: "plain" } });
  for (let index = 0; index < OVERLAYS; index++) {
    const name = `team-${String(index).padStart(3, "0")}`;
    write(`apps/${name}/kustomization.yaml`, `resources: [../base]\nnamespace: ${name}\npatches: [{path: release.yaml}]\n`);
    write(`apps/${name}/release.yaml`, { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "web" }, data: { team: name } });
  }
  run("git", ["-C", root, "init", "--quiet"]);
  run("git", ["-C", root, "add", "--all"]);
  run("git", ["-C", root, "-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com", "commit", "--quiet", "-m", "generated"]);
  return root;
}

function run(program: string, args: readonly string[]): void {
  if (program === "git") return void execFileSync(program, args, { stdio: "ignore" });
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0 || !/ [1-9]\d* changed/.test(stdout)) throw new Error(`${args.join(" ")}: ${stderr || stdout}`);
}

function timed(action: () => void): number {
  const started = performance.now();
  action();
  return performance.now() - started;
}

function median(list: readonly number[]): string {
  return ([...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN).toFixed(0);
}
