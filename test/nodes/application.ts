import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Rendered } from "../support/rendered.ts";
import { eventually, type TestCluster } from "./cluster.ts";
import { offerCards } from "./gpus.ts";
import { deployRedis, NAMESPACE } from "./redis.ts";
import { environment } from "./trees.ts";

export const NAME = "ai-scientist";
/** The pods of the application itself, and not those of its jobs. */
export const SELECTOR = "app.kubernetes.io/name=ai-scientist,app.kubernetes.io/component=application";
/** Cards on each of two nodes: as many together as the quota has room for. */
const CARDS = 6;
const KINDS = ["ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "ConfigMap", "PersistentVolumeClaim"].concat([
  "Deployment",
  "Service",
  "PodDisruptionBudget",
]);

/** An experiment as the reference implementation saves it. */
export interface Saved {
  id: string;
  runs: number;
  done: number;
  state: string;
  pods: string[];
  results: string[];
}

/**
 * The application of production as rendered, but for what it requests of CPU and memory: three nodes share the cores of this
 * machine. Its image is packed from the reference implementation.
 */
export function applicationObjects(): Rendered[] {
  const objects = environment("production").filter(({ kind, metadata }) => KINDS.includes(kind) && metadata.labels?.["app.kubernetes.io/name"] === NAME);
  for (const { kind, spec } of objects)
    if (kind === "Deployment") for (const { resources } of spec.template.spec.containers) Object.assign(resources.requests, { cpu: "150m", memory: "128Mi" });
  return objects;
}

/** Deploys Redis, nodes with cards, and the application with so many replicas; waits until all are ready. @returns what takes the application and the cards away */
export async function deployApplication(cluster: TestCluster, replicas: number): Promise<() => Promise<void>> {
  await deployRedis(cluster);
  const objects = applicationObjects();
  const takeCards = await offerCards(
    cluster,
    cluster.state.nodes.slice(0, 2).map(({ name }) => name),
    CARDS,
  );
  const takeAway = async () => {
    await cluster.delete(objects.filter(({ kind }) => ["Deployment", "PodDisruptionBudget"].includes(kind)));
    // Experiments that still run would keep their pods for an hour.
    await cluster.kubectl([`--namespace=${NAMESPACE}`, "delete", "pods", `--selector=${SELECTOR}`, "--grace-period=1", "--wait=true"]);
    await takeCards();
  };
  try {
    await cluster.provideImages(objects);
    await cluster.provideVolumes(objects);
    await cluster.apply([...objects, apiKeys()]);
    await cluster.kubectl([`--namespace=${NAMESPACE}`, "scale", `deployment/${NAME}`, `--replicas=${replicas}`]);
    await cluster.rolledOut(NAMESPACE, `deployment/${NAME}`, 240);
    return takeAway;
  } catch (error) {
    await takeAway();
    throw error;
  }
}

/** Names of its pods that are not on their way out. */
export async function applicationPods(cluster: TestCluster): Promise<string[]> {
  const { items } = await cluster.get(`--namespace=${NAMESPACE}`, "pods", `--selector=${SELECTOR}`);
  return items.filter(({ metadata }: Rendered) => !metadata.deletionTimestamp).map(({ metadata }: Rendered) => metadata.name);
}

/** Asks a pod from within, with the tool that the contract names. */
export async function askPod(cluster: TestCluster, pod: string, path: string, body?: object): Promise<Rendered> {
  const post = body ? ["--request", "POST", "--data", JSON.stringify(body)] : [];
  const { code, stdout, stderr } = await cluster.exec(NAMESPACE, pod, ["curl", "--silent", "--show-error", ...post, `http://localhost:8000${path}`]);
  if (code !== 0) throw new Error(`${pod} ${path}: ${stderr.trim()}`);
  return JSON.parse(stdout);
}

/** Every experiment that is saved on the volume that all pods share. */
export function saved({ state }: TestCluster): Saved[] {
  const folder = join(state.directory, "shared", "ai-scientist-data", "checkpoints");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Saved);
}

/** One saved experiment. */
export function savedAs(cluster: TestCluster, id: string): Saved {
  const found = saved(cluster).find((each) => each.id === id);
  if (!found) throw new Error(`experiment ${id} is not on the volume any more`);
  return found;
}

/** Begins an experiment at a pod. @returns its id, once so many of its runs are done */
export async function beginExperiment(cluster: TestCluster, pod: string, wanted: { runs: number; secondsPerRun: number }): Promise<string> {
  const { id } = await askPod(cluster, pod, "/experiments", wanted);
  await eventually(`experiment ${id} runs`, async () => (savedAs(cluster, id).done > 0 ? true : undefined));
  return id;
}

function apiKeys(): Rendered {
  const stringData = Object.fromEntries(["OPENAI", "ANTHROPIC", "GEMINI", "S2"].map((name) => [`${name}_API_KEY`, "of-a-test"]));
  return { apiVersion: "v1", kind: "Secret", metadata: { name: "ai-scientist-api-keys", namespace: NAMESPACE }, stringData };
}
