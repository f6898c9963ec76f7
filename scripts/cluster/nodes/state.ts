import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Process } from "../processes.ts";
import { removeCgroups } from "./cgroups.ts";
import { type Holder, type NodeParts, target } from "./namespaces.ts";
import type { NodeAddress } from "./network.ts";

/** A node and the namespaces that it is. */
export interface RunningNode extends NodeAddress {
  holder: Holder;
  /** What it is made of, to make it again. */
  parts: NodeParts;
}

/** What a start wrote down, from its first process on, so that whatever interrupts it can be cleaned up. */
export interface NodesState {
  /** Holds everything: data, certificates, logs, the nodes' file systems. */
  directory: string;
  holder: Holder;
  nodes: RunningNode[];
  processes: (Process & { node?: string })[];
  /** Folders below which all cgroups of the nodes are. */
  cgroups: string[];
  /** Which Debian packages the nodes are made of. */
  packages: string[];
  /** Set once everything runs. */
  ready?: { seconds: number };
}

/** Written at each step. */
export function writeState(state: NodesState): void {
  writeFileSync(join(state.directory, "state.json"), JSON.stringify(state));
}

/** What the last start in the directory wrote down, or undefined. */
export function readState(directory: string): NodesState | undefined {
  const file = join(directory, "state.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as NodesState) : undefined;
}

/** Whether the process that holds the namespaces is there. */
export function isHeld({ holder, directory }: NodesState): boolean {
  return isRunning(holder.outer, directory);
}

/** Programs that have ended though nobody stopped them, such as "kubelet of node-2". */
export function ended({ processes, holder, nodes }: NodesState): string[] {
  const holders = new Map(nodes.map((node) => [node.name, node.holder]));
  return processes
    .filter(({ pid, node }) => !isRunning(pid, target(holders.get(node ?? "") ?? holder)))
    .map(({ name, node }) => (node ? `${name} of ${node}` : name));
}

/** Whether a process runs and is the one that was started: its command line holds the mark. Asked often, and of Linux alone. */
function isRunning(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(mark);
  } catch {
    return false;
  }
}

/**
 * Ends a cluster with one signal and removes what it left: its cgroups and its files. Mounts, interfaces and addresses
 * were in its namespaces and are gone with them.
 * @returns whether there was one
 * @throws Error where its processes do not end within twenty seconds
 */
export async function endNodes(directory: string): Promise<boolean> {
  const state = readState(directory);
  if (!state) {
    rmSync(directory, { recursive: true, force: true });
    return false;
  }
  // unshare ignores SIGTERM while it waits; with it the first process of the PID namespace dies, and so all others.
  if (isHeld(state)) process.kill(state.holder.outer, "SIGKILL");
  for (const deadline = Date.now() + 20_000; !removeCgroups(state.cgroups); await sleep(100))
    if (Date.now() > deadline) throw new Error(`processes in ${state.cgroups.join(", ")} do not end`);
  for (const { pid } of state.processes) for (let tries = 0; tries < 100 && existsSync(`/proc/${pid}`); tries++) await sleep(50);
  rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  return true;
}
