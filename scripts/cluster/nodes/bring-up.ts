import { mkdirSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProgramName } from "../programs.ts";
import { controllersOf, createCgroups, type Hierarchy } from "./cgroups.ts";
import { controlPlaneFlags, writeCredentials } from "./control-plane.ts";
import { importedName } from "./images.ts";
import { kubectl } from "./kubectl.ts";
import { connectNode, createBridge, holdCluster, holdNode, startInCluster } from "./namespaces.ts";
import { nodeAddresses } from "./network.ts";
import { OWN_IMAGES, writeNode } from "./node.ts";
import { enforcePolicies, importImage, showImage, startContainers, startKubelet } from "./node-programs.ts";
import type { NodePrograms } from "./programs.ts";
import { type NodesState, type RunningNode, writeState } from "./state.ts";
import { logOf, must, PATIENCE, until } from "./wait.ts";

const COUNT = 3;
const ADDONS = fileURLToPath(new URL("addons", import.meta.url));

/** What a cluster is made of. */
export interface Parts {
  programs: NodePrograms;
  /** The unpacked packages of a node. */
  machine: string;
  /** Files of the images that the cluster itself runs. */
  images: readonly string[];
  hierarchies: readonly Hierarchy[];
  /** The name of the cgroup below which the nodes' are. */
  cgroup: string;
}

/**
 * Starts everything, step by step, writing down each so that it can be undone.
 * @throws UserError with the last lines of a log where something does not start
 */
export async function bringUp(state: NodesState, parts: Parts, say: (line: string) => void): Promise<void> {
  const started = Date.now();
  const step = (done: string) => say(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${done}`);
  await createNodes(state, parts);
  step("namespaces and network");

  const nodes = state.nodes.map((node) => startContainers(state, node).then(() => importImages(node, parts.images)));
  await Promise.all([
    startControlPlane(state, parts).then(() => step("control plane")),
    Promise.all(nodes).then(() => step("containerd and images on each node")),
  ]);
  const addons = readdirSync(ADDONS).flatMap((file) => ["--filename", join(ADDONS, file)]);
  await must(kubectl(state, ["apply", "--server-side", ...addons]), "add-ons");
  await Promise.all(state.nodes.map((node) => startKubelet(state, node)));
  step("nodes ready");
  await Promise.all(state.nodes.map((node) => enforcePolicies(state, node)));
  step("network policies enforced");
  await must(kubectl(state, ["--namespace=kube-system", "rollout", "status", "deployment/coredns", `--timeout=${PATIENCE / 1000}s`]), "DNS does not start");
  step("DNS");
  state.ready = { seconds: (Date.now() - started) / 1000 };
  writeState(state);
}

async function createNodes(state: NodesState, parts: Parts): Promise<void> {
  const { directory } = state;
  const addresses = nodeAddresses(COUNT);
  const own = addresses.flatMap(({ name }) => [`${name}/etc`, `${name}/lib`]);
  for (const folder of ["logs", "images", "shared", ...own]) mkdirSync(join(directory, folder), { recursive: true });
  writeState(state);
  state.holder = await holdCluster(directory, logOf(state, "namespaces"));
  writeState(state);
  for (const file of parts.images) showImage(state, file);
  await writeCredentials(directory, addresses);

  const names = addresses.map(({ name }) => name);
  const cgroups = createCgroups(parts.cgroup, names, parts.hierarchies);
  const programs = ["kubelet", "kube-proxy", "kube-router"].map((name) => parts.programs.nodes[name] as string);
  const shared = { machine: parts.machine, controllers: controllersOf(parts.hierarchies), programs };
  state.nodes = await Promise.all(
    addresses.map(async (node): Promise<RunningNode> => {
      const nodeParts = { ...shared, folder: join(directory, node.name), cgroups: cgroups.get(node.name) ?? [] };
      writeNode(nodeParts.folder, node, importedName(OWN_IMAGES.pause));
      return { ...node, parts: nodeParts, holder: await holdNode(state.holder, nodeParts, logOf(state, node.name)) };
    }),
  );
  writeState(state);
  await createBridge(state.holder, addresses);
  for (const node of state.nodes) await connectNode(state.holder, node, addresses);
}

async function startControlPlane(state: NodesState, { programs }: Parts): Promise<void> {
  const all = controlPlaneFlags(state.directory);
  const start = (name: ProgramName) => {
    const pid = startInCluster(state.holder, [programs.controlPlane[name], ...all[name]], logOf(state, name));
    state.processes.push({ name, pid });
    writeState(state);
  };
  start("etcd");
  start("kube-apiserver");
  await until(state, async () => (await kubectl(state, ["get", "--raw", "/readyz"])).code === 0, "the API server is not ready");
  start("kube-controller-manager");
  start("kube-scheduler");
}

async function importImages(node: RunningNode, files: readonly string[]): Promise<void> {
  for (const file of files) await importImage(node, basename(file));
}
