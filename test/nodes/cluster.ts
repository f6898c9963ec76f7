import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { importedName, packImage, readRecipes, recipeFor } from "../../scripts/cluster/nodes/images.ts";
import { RECIPES, TOOLS } from "../../scripts/cluster/nodes/index.ts";
import { type Answer, execute, kubectl } from "../../scripts/cluster/nodes/kubectl.ts";
import { importImage, onNode, showImage } from "../../scripts/cluster/nodes/node-programs.ts";
import { buildNodeProgram } from "../../scripts/cluster/nodes/programs.ts";
import type { NodesState } from "../../scripts/cluster/nodes/state.ts";
import type { Rendered } from "../support/rendered.ts";
import { volumesFor } from "./volumes.ts";

/** A running cluster as stories use it. */
export class TestCluster {
  readonly state: NodesState;

  constructor(state: NodesState) {
    this.state = state;
  }

  /** kubectl's standard output. @throws Error with what it says where it fails */
  async kubectl(args: readonly string[], input?: string): Promise<string> {
    const { code, stdout, stderr } = await this.try(args, input);
    if (code !== 0) throw new Error(`kubectl ${args.slice(0, 6).join(" ")}: ${stderr.trim() || stdout.trim()}`);
    return stdout;
  }

  /** As kubectl, but a failure is an answer. */
  try(args: readonly string[], input?: string): Promise<Answer> {
    return kubectl(this.state, args, input);
  }

  /** Applies objects as rendered, strict about unknown fields. */
  async apply(objects: readonly Rendered[]): Promise<void> {
    if (objects.length > 0) await this.kubectl(["apply", "--server-side", "--force-conflicts", "--validate=strict", "--filename=-"], toList(objects));
  }

  async delete(objects: readonly Rendered[]): Promise<void> {
    if (objects.length > 0) await this.kubectl(["delete", "--ignore-not-found", "--wait=true", "--filename=-"], toList(objects));
  }

  async get(...what: string[]): Promise<Rendered> {
    return JSON.parse(await this.kubectl(["get", ...what, "--output=json"]));
  }

  /** Runs a command in a pod's first container. */
  exec(namespace: string, pod: string, command: readonly string[], input?: string): Promise<Answer> {
    return this.try([`--namespace=${namespace}`, "exec", ...(input === undefined ? [] : ["--stdin"]), pod, "--", ...command], input);
  }

  /** Waits until a Deployment, StatefulSet or DaemonSet is rolled out; where it is not, says what its pods wait for. */
  async rolledOut(namespace: string, workload: string, seconds = 180): Promise<void> {
    const { code, stderr } = await this.try([`--namespace=${namespace}`, "rollout", "status", workload, `--timeout=${seconds}s`]);
    if (code === 0) return;
    const events = await this.kubectl([
      `--namespace=${namespace}`,
      "get",
      "events",
      "--field-selector=type=Warning",
      '--output=jsonpath={range .items[*]}{.involvedObject.name}: {.message}{"\\n"}{end}',
    ]);
    throw new Error(`${workload} is not rolled out: ${stderr.trim()}; ${[...new Set(events.trim().split("\n"))].slice(-5).join("; ")}`);
  }

  /** Gives nodes the images of objects, by the names that these use. @throws Error for one that has no recipe */
  async provideImages(objects: readonly Rendered[]): Promise<void> {
    const recipes = readRecipes(RECIPES);
    const names = [...new Set(JSON.stringify(objects).match(/(?<="image":")[^"]+/g) ?? [])];
    for (const name of names) {
      const recipe = recipeFor(name, recipes);
      if (!recipe) throw new Error(`tools/node/images.yaml does not say what to run as ${name}`);
      const { file } = await packImage(recipe, recipe.program ? { [recipe.program]: await program(recipe.program) } : {});
      const isNew = showImage(this.state, file);
      await Promise.all(
        this.state.nodes.map(async (node) => {
          if (isNew) await importImage(node, basename(file));
          const { code, stderr } = await onNode(node, ["ctr", "--namespace=k8s.io", "images", "tag", "--force", importedName(recipe.image), name]);
          if (code !== 0) throw new Error(`${node.name}: ${stderr}`);
        }),
      );
    }
  }

  /** Gives claims of rendered objects volumes to be bound to. */
  async provideVolumes(objects: readonly Rendered[]): Promise<void> {
    await this.apply(volumesFor(objects, this.state));
  }

  /** Runs a program of the machine in the cluster's network, beside the control plane. */
  inNetwork(command: readonly string[]): Promise<Answer> {
    return execute("nsenter", [`--target=${this.state.holder.inner}`, "--net", "--", ...command]);
  }
}

/** Builds a program of tools/ unless it is built, and tells of it. @returns its path */
export function program(name: string): Promise<string> {
  return buildNodeProgram(TOOLS, name, (line) => process.stdout.write(`   ${line}\n`));
}

/** Asks again until there is an answer. @throws Error with the last reason after so many seconds */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>, seconds = 60): Promise<T> {
  let last = "";
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(200)) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = `: ${(error as Error).message}`;
    }
  }
  throw new Error(`${what} not within ${seconds} s${last}`);
}

function toList(objects: readonly Rendered[]): string {
  return JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
}
