import { execFileSync } from "node:child_process";
import { whyNot } from "../cluster/nodes/host.ts";
import { isWhole, nodesState, startNodes, stopNodes } from "../cluster/nodes/index.ts";
import { kubectlCommand } from "../cluster/nodes/kubectl.ts";
import { ended, isHeld, type NodesState } from "../cluster/nodes/state.ts";
import { UserError } from "../errors.ts";

type Say = (line: string) => void;

/** `npm run cluster:up -- --nodes real`. */
export async function up(say: Say): Promise<void> {
  const reason = await whyNot();
  if (reason) throw new UserError(reason);
  const state = await startNodes(say);
  say(`ready after ${state.ready?.seconds.toFixed(1)} s, ${memory(state)} MiB resident`);
  howToReach(state, say);
}

/** Whether there was one to end. */
export function down(): Promise<boolean> {
  return nodesState() ? stopNodes() : Promise.resolve(false);
}

/** Says what runs; false where something has ended or is not ready, undefined where there is no such cluster. */
export function status(say: Say): boolean | undefined {
  const state = nodesState();
  if (!state) return undefined;
  const dead = ended(state);
  for (const { name, node, pid } of state.processes) {
    const full = node ? `${name} of ${node}` : name;
    say(`${full} ${dead.includes(full) ? "ended" : "running"} (pid ${pid})`);
  }
  if (!state.ready) say("not ready: its start is under way or was interrupted; `npm run cluster:down` cleans up");
  if (!isHeld(state)) return false;
  const tools = state.packages.filter((each) => /^(containerd|runc|containernetworking-plugins|iptables) /.test(each));
  say(`${memory(state)} MiB resident; from Debian: ${tools.join(", ")}`);
  howToReach(state, say);
  return isWhole(state);
}

function howToReach(state: NodesState, say: Say): void {
  say(`${state.nodes.map(({ name }) => name).join(", ")}: no way leads out of their network, or in; to ask the API server:`);
  say(`alias k='${kubectlCommand(state).join(" ")}'`);
  say(`logs in ${state.directory}/logs`);
}

/** Resident memory in MiB of what was started and all that came of it. */
function memory({ holder, nodes, processes }: NodesState): number {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid=,rss="], { encoding: "utf8" }).trim().split("\n");
  const all = rows.map((line) => line.trim().split(/\s+/).map(Number));
  const parents = new Map(all.map(([pid = 0, parent = 0]) => [pid, parent]));
  const ours = new Set([holder.outer, ...nodes.map((node) => node.holder.outer), ...processes.map(({ pid }) => pid)]);
  const isOurs = (pid: number): boolean => ours.has(pid) || (pid > 1 && isOurs(parents.get(pid) ?? 0));
  return Math.round(all.reduce((sum, [pid = 0, , kibibytes = 0]) => sum + (isOurs(pid) ? kibibytes : 0), 0) / 1024);
}
