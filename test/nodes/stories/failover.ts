import { restartNode } from "../../../scripts/cluster/nodes/node-programs.ts";
import { eventually, type TestCluster } from "../cluster.ts";
import { deployRedis, NAMESPACE } from "../redis.ts";
import type { Facts, Story } from "../story.ts";
import { untilWritesGoOn, type Written, whileWriting } from "../writer.ts";

/** A pod of Redis that says it is the primary. */
interface Primary {
  pod: string;
  node: string;
}

/** The primary's pod is deleted by force, then its whole node is killed, while a client writes. */
export const failover: Story = {
  name: "failover",
  async tell(cluster) {
    await deployRedis(cluster);
    const first = await primary(cluster);
    const pod = await whileWriting(cluster, otherNode(cluster, first.node), async () => {
      await cluster.kubectl([`--namespace=${NAMESPACE}`, "delete", "pod", first.pod, "--grace-period=0", "--force"]);
      await untilWritesGoOn(cluster);
    });
    await deployRedis(cluster);

    const second = await primary(cluster);
    let node: Written;
    const started: { at?: number } = {};
    try {
      node = await whileWriting(cluster, otherNode(cluster, second.node), async () => {
        const dying = cluster.state.nodes.find(({ name }) => name === second.node);
        process.kill(dying?.holder.inner ?? -1, "SIGKILL");
        await untilWritesGoOn(cluster);
      });
    } finally {
      started.at = Date.now();
      await restartNode(cluster.state, second.node);
    }
    await deployRedis(cluster);
    const back = (Date.now() - started.at) / 1000;
    mustNotLose(pod, node);
    return { ...told("pod deleted by force", pod), ...told("node killed", node), "node back until all pods are ready": `${back.toFixed(1)} s` };
  },
};

/** The one primary there is. */
export async function primary(cluster: TestCluster): Promise<Primary> {
  return eventually("there is one primary", async () => {
    const { items } = await cluster.get(`--namespace=${NAMESPACE}`, "pods", "--selector=app.kubernetes.io/name=redis,app.kubernetes.io/component=server");
    const roles = await Promise.all(
      items.map(async ({ metadata }: { metadata: { name: string } }) => {
        const script = ". /etc/redis/password.sh; REDISCLI_AUTH=$password redis-cli role | head -1";
        return (await cluster.exec(NAMESPACE, metadata.name, ["sh", "-c", script])).stdout.trim();
      }),
    );
    const primaries = items.filter((_: unknown, index: number) => roles[index] === "master");
    return primaries.length === 1 ? { pod: primaries[0].metadata.name, node: primaries[0].spec.nodeName } : undefined;
  });
}

/** A node that is not this one. */
export function otherNode(cluster: TestCluster, node: string): string {
  return cluster.state.nodes.find(({ name }) => name !== node)?.name ?? node;
}

/** What a client saw, for the table. */
export function told(what: string, { acknowledged, failed, lost, gapSeconds, troubleSeconds }: Written): Facts {
  return {
    [`${what}, seconds without writes`]: gapSeconds.toFixed(1),
    [`${what}, seconds from the first to the last write that failed`]: troubleSeconds.toFixed(1),
    [`${what}, writes`]: `${acknowledged} acknowledged, ${failed} failed, ${lost} of the acknowledged lost`,
  };
}

/** Asynchronous replication may lose what was acknowledged in the last moment before a crash; more than that would be a defect. */
function mustNotLose(...all: Written[]): void {
  for (const { lost, acknowledged } of all) if (lost > 0.1 * acknowledged) throw new Error(`${lost} of ${acknowledged} acknowledged writes are lost`);
}
