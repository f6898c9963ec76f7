import { execFile, execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { UserError } from "../../errors.ts";
import { lastLines } from "../processes.ts";
import { controlPlaneNetwork, type NodeAddress, nodeNetwork } from "./network.ts";

const NODE_INIT = fileURLToPath(new URL("node-init.sh", import.meta.url));
/** Of the cluster; a node's are below these, so that all ends with them. */
const SET = ["--mount", "--net", "--pid", "--ipc", "--uts"];
const NODE_SET = [...SET, "--cgroup"];
const HELD = ["--fork", "--mount-proc", "--kill-child"];
const APPEARS_WITHIN = 20_000;

/** Programs find their like here on a node and on the machine alike; nothing else of the user's environment gets in. */
const ENVIRONMENT = { PATH: "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" };

/** A process that enters a cgroup namespace is still counted where it came from; it has to move by itself. */
const JOIN_CGROUPS =
  'if [ -d /sys/fs/cgroup/init ]; then echo 0 >/sys/fs/cgroup/init/cgroup.procs; else for procs in /sys/fs/cgroup/*/cgroup.procs; do echo 0 >"$procs"; done; fi; exec "$@"';

/** A set of namespaces: the process to kill, and the one inside whose namespaces are entered. */
export interface Holder {
  outer: number;
  inner: number;
}

/** What a node is made of before anything runs on it. */
export interface NodeParts {
  /** Unpacked Debian packages. */
  machine: string;
  /** The node's own, with etc/ and lib/. */
  folder: string;
  /** The folders of its cgroups, and the controllers that they are of. */
  cgroups: readonly string[];
  controllers: string;
  /** Paths of programs to be found on its PATH. */
  programs: readonly string[];
}

/** Makes the namespaces of a cluster and returns what holds them: everything in them ends when `outer` is killed. */
export async function holdCluster(directory: string, log: string): Promise<Holder> {
  // The directory is there so that the process is known again: a pid alone may have passed to another program.
  const init = ["sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward && exec sleep infinity", directory];
  const outer = start("unshare", [...SET, ...HELD, ...init], log);
  return { outer, inner: await descendant(outer, 1, log) };
}

/** Makes the namespaces of a node below the cluster's, in cgroups of its own. */
export async function holdNode(cluster: Holder, { machine, folder, cgroups, controllers, programs }: NodeParts, log: string): Promise<Holder> {
  const enter = cgroups.map((each) => `echo $$ >${quote(join(each, "cgroup.procs"))}`);
  const script = [...enter, `export CGROUPS=${quote(controllers)}`, 'exec "$@"'].join(" && ");
  const init = ["unshare", ...NODE_SET, ...HELD, NODE_INIT, machine, folder, ...programs];
  const outer = start("nsenter", [target(cluster), ...SET, "--", "sh", "-c", script, "sh", ...init], log);
  await until(() => existsSync(join(folder, "lib", "ready")), outer, log);
  return { outer, inner: await descendant(outer, 2, log) };
}

/** Sets up the bridge that nodes are connected to. */
export function createBridge(cluster: Holder, nodes: readonly NodeAddress[]): Promise<void> {
  return ip(cluster.inner, controlPlaneNetwork(nodes));
}

/** Connects a node to the bridge by a pair of interfaces, one end of which is the node's. */
export async function connectNode(cluster: Holder, node: NodeAddress & { holder: Holder }, nodes: readonly NodeAddress[]): Promise<void> {
  // The kernel takes its time to remove the interfaces of a node that was killed.
  await ip(cluster.inner, [`link del ${node.name}`]).catch(() => {});
  await ip(cluster.inner, [`link add ${node.name} type veth peer name eth0 netns ${node.holder.inner}`, `link set ${node.name} master nodes up`]);
  await ip(node.holder.inner, nodeNetwork(node, nodes));
}

/** Starts a program in the cluster's namespaces, beside the nodes. It ends with them. */
export function startInCluster(holder: Holder, command: readonly string[], log: string): number {
  return start("nsenter", [target(holder), ...SET, "--", ...command], log);
}

/** Ends a program before the cluster does: the one that nsenter waits for. */
export function endInCluster(pid: number): void {
  const program = childOf(pid);
  if (program !== undefined) process.kill(program, "SIGKILL");
}

/** Starts a program on a node. It ends with it. */
export function startOnNode(holder: Holder, command: readonly string[], log: string): number {
  return start("nsenter", onNodeArguments(holder, command), log);
}

/** What nsenter needs to run a command on a node, counted among its processes. */
export function onNodeArguments(holder: Holder, command: readonly string[]): string[] {
  return [target(holder), ...NODE_SET, "--", "env", `PATH=${ENVIRONMENT.PATH}`, "sh", "-c", JOIN_CGROUPS, "sh", ...command];
}

/** By it a process that entered a cluster or a node is known again. */
export function target({ inner }: Holder): string {
  return `--target=${inner}`;
}

function start(program: string, args: readonly string[], log: string): number {
  const output = openSync(log, "a");
  const child = spawn(program, args, { detached: true, stdio: ["ignore", output, output], env: ENVIRONMENT, cwd: "/" });
  closeSync(output);
  child.unref();
  child.on("error", () => {});
  return child.pid ?? -1;
}

async function ip(pid: number, batch: readonly string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = execFile("nsenter", [`--target=${pid}`, "--net", "ip", "-batch", "-"], (error, _, stderr) =>
      error ? reject(new UserError(`ip: ${stderr.trim() || error.message}`)) : resolve(),
    );
    child.stdin?.end(`${batch.join("\n")}\n`);
  });
}

/** The process so many generations below: unshare forks once, and nsenter into a PID namespace once before. */
async function descendant(outer: number, generations: number, log: string): Promise<number> {
  let pid = outer;
  for (let generation = 0; generation < generations; generation++) {
    await until(() => childOf(pid) !== undefined, outer, log);
    pid = childOf(pid) ?? pid;
  }
  return pid;
}

function childOf(pid: number): number | undefined {
  try {
    const children = execFileSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return Number(children.trim().split(/\s+/)[0]) || undefined;
  } catch {
    return undefined;
  }
}

async function until(done: () => boolean, pid: number, log: string): Promise<void> {
  for (const deadline = Date.now() + APPEARS_WITHIN; !done(); await sleep(20)) {
    if (existsSync(`/proc/${pid}`) && Date.now() < deadline) continue;
    throw new UserError(`namespaces could not be made: ${lastLines(log, 3) || "no reason given"}`, { file: log });
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
