import { eventually } from "../cluster.ts";
import { deployRedis, NAMESPACE } from "../redis.ts";
import type { Story } from "../story.ts";
import { untilWritesGoOn, whileWriting } from "../writer.ts";
import { otherNode, primary, told } from "./failover.ts";

const DRAIN = ["--ignore-daemonsets", "--delete-emptydir-data", "--force"];

/** The primary's node is drained on purpose while a client writes; then a second one must wait for the disruption budget. */
export const drain: Story = {
  name: "drain",
  async tell(cluster) {
    await deployRedis(cluster);
    const { node } = await primary(cluster);
    const [second = ""] = cluster.state.nodes.map(({ name }) => name).filter((name) => name !== node && name !== otherNode(cluster, node));
    try {
      const written = await whileWriting(cluster, otherNode(cluster, node), async () => {
        await cluster.kubectl(["drain", node, ...DRAIN, "--timeout=120s"]);
        await untilWritesGoOn(cluster);
      });
      if (written.lost > 0) throw new Error(`${written.lost} acknowledged writes are lost by a drain, which hands over before it ends`);
      const refused = await cluster.try(["drain", second, ...DRAIN, "--pod-selector=app.kubernetes.io/component=server", "--timeout=10s"]);
      if (refused.code === 0 || !refused.stderr.includes("disruption budget"))
        throw new Error(`a second node was drained against the disruption budget: ${refused.stderr}`);
      return { ...told("drain", written), "a second drain": "refused by the disruption budget" };
    } finally {
      for (const { name } of cluster.state.nodes) await cluster.kubectl(["uncordon", name]);
      await eventually(
        "Redis is whole again",
        async () => {
          const { status } = await cluster.get(`--namespace=${NAMESPACE}`, "statefulset", "redis");
          return status.readyReplicas === 3 ? true : undefined;
        },
        180,
      );
    }
  },
};
