import { copyFileSync, existsSync, linkSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { type Answer, execute, kubectl } from "./kubectl.ts";
import { connectNode, holdNode, onNodeArguments, startOnNode } from "./namespaces.ts";
import { type NodeProgram, nodeCommands } from "./node.ts";
import { type NodesState, type RunningNode, writeState } from "./state.ts";
import { logOf, must, PATIENCE, until } from "./wait.ts";

/** Runs a command on a node. */
export function onNode({ holder }: RunningNode, command: readonly string[]): Promise<Answer> {
  return execute("nsenter", onNodeArguments(holder, command));
}

/** Starts containerd and waits for its answer. */
export async function startContainers(state: NodesState, node: RunningNode): Promise<void> {
  start(state, node, "containerd");
  await until(state, async () => (await onNode(node, ["ctr", "version"])).code === 0, `containerd of ${node.name} does not answer`);
}

/** Puts the file of an image where all nodes see it. False where it was there before. */
export function showImage({ directory }: Pick<NodesState, "directory">, file: string): boolean {
  const target = join(directory, "images", basename(file));
  if (existsSync(target)) return false;
  try {
    linkSync(file, target);
  } catch {
    copyFileSync(file, target);
  }
  return true;
}

/** Gives a node an image from the folder that all nodes see. */
export function importImage(node: RunningNode, file: string): Promise<void> {
  return must(onNode(node, ["ctr", "--namespace=k8s.io", "images", "import", `/opt/images/${file}`]), `image ${file} on ${node.name}`);
}

/** Starts kubelet and kube-proxy and waits until the node takes pods. */
export async function startKubelet(state: NodesState, node: RunningNode): Promise<void> {
  for (const name of ["kubelet", "kube-proxy"] as const) start(state, node, name);
  const registered = async () => (await kubectl(state, ["get", "node", node.name])).code === 0;
  await until(state, registered, `${node.name} does not register`);
  await must(kubectl(state, ["wait", `node/${node.name}`, "--for=condition=Ready", `--timeout=${PATIENCE / 1000}s`]), `${node.name} does not become ready`);
}

/**
 * Starts kube-router and waits until its chain decides on packets that are passed on. It ends where its Node is not there
 * yet, and a node without it would leave every policy open in silence.
 */
export async function enforcePolicies(state: NodesState, node: RunningNode): Promise<void> {
  start(state, node, "kube-router");
  const enforced = async () => (await onNode(node, ["iptables", "--list-rules", "FORWARD"])).stdout.includes("KUBE-ROUTER-FORWARD");
  await until(state, enforced, `kube-router of ${node.name} enforces no policies`);
}

/** Makes a node again that was killed, with the disk that it had, as after a power cut. */
export async function restartNode(state: NodesState, name: string): Promise<void> {
  const node = state.nodes.find((each) => each.name === name);
  if (!node) throw new Error(`there is no ${name}`);
  rmSync(join(node.parts.folder, "lib", "ready"), { force: true });
  state.processes = state.processes.filter((each) => each.node !== name);
  node.holder = await holdNode(state.holder, node.parts, logOf(state, name));
  writeState(state);
  await connectNode(state.holder, node, state.nodes);
  await startContainers(state, node);
  await startKubelet(state, node);
  await enforcePolicies(state, node);
}

function start(state: NodesState, node: RunningNode, name: NodeProgram): void {
  const command = nodeCommands(node, node.name.replace("node", "zone"))[name];
  state.processes.push({ name, node: node.name, pid: startOnNode(node.holder, command, logOf(state, `${node.name}-${name}`)) });
  writeState(state);
}
