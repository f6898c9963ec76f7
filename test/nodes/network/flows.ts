import { setTimeout as sleep } from "node:timers/promises";
import { NETWORK } from "../../../scripts/cluster/nodes/network.ts";
import type { TestCluster } from "../cluster.ts";
import type { End } from "./semantics.ts";

/** A connection that is tried. */
export interface Flow {
  from: End;
  to: End;
  port: number;
}

/** How long a policy may take to be in force, in milliseconds. */
const PATIENCE = 90_000;

/** Tries the flows until each is as expected; only those that are not are tried again, since a policy takes a moment to be in force. */
export async function settle(
  flows: readonly Flow[],
  expected: (flow: Flow) => boolean,
  ask: (flows: readonly Flow[]) => Promise<boolean[]>,
  when: string,
): Promise<void> {
  let wrong = flows;
  for (const deadline = Date.now() + PATIENCE; ; await sleep(1000)) {
    const open = await ask(wrong);
    wrong = wrong.filter((flow, index) => open[index] !== expected(flow));
    if (wrong.length === 0) break;
    if (Date.now() > deadline)
      throw new Error(
        `${wrong.length} flows are wrong ${when}, such as ${wrong
          .slice(0, 5)
          .map((flow) => tell(flow, expected(flow)))
          .join("; ")}`,
      );
  }
  // What was right while others were not yet must be so still.
  const again = await ask(flows);
  const changed = flows.filter((flow, index) => again[index] !== expected(flow));
  if (changed.length > 0)
    throw new Error(
      `${changed.length} flows do not stay as they are ${when}, such as ${changed
        .slice(0, 5)
        .map((flow) => tell(flow, expected(flow)))
        .join("; ")}`,
    );
}

function tell({ from, to, port }: Flow, expected: boolean): string {
  return `${from.name} to ${to.name}:${port} is ${expected ? "refused" : "open"}`;
}

/** Whether each flow is open; one command at each place that flows start from. */
export async function tryFlows(cluster: TestCluster, probe: string, flows: readonly Flow[]): Promise<boolean[]> {
  const sources = Map.groupBy(flows, ({ from }) => from);
  const open = new Map<Flow, boolean>();
  await Promise.all(
    [...sources].map(async ([from, own]) => {
      const dial = ["dial", "-for", "4s", ...own.map(({ to, port }) => `${to.address}:${port}`)];
      const { code, stdout, stderr } = from.pod
        ? await cluster.exec(from.pod.namespace, from.name.split("/")[1] ?? "", ["/bin/probe", ...dial])
        : await cluster.inNetwork([probe, ...dial]);
      if (code !== 0) throw new Error(`${from.name} cannot try: ${stderr.trim()}`);
      const answers = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).open as boolean);
      for (const [index, flow] of own.entries()) open.set(flow, answers[index] ?? false);
    }),
  );
  return flows.map((flow) => open.get(flow) ?? false);
}

/** Every port of every target, from every source. */
export function flowsBetween(sources: readonly End[], targets: readonly End[], ports: readonly number[]): Flow[] {
  const pairs = sources.flatMap((from) => targets.filter((to) => to !== from && (from.pod || to.pod)).map((to) => ({ from, to })));
  // At this port of the machine beside is the API server itself.
  return pairs.flatMap((pair) => ports.filter((port) => pair.to.pod || port !== NETWORK.apiServerPort).map((port) => ({ ...pair, port })));
}
