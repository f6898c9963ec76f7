import type { Rendered } from "../../support/rendered.ts";
import { eventually, type TestCluster } from "../cluster.ts";
import { GPU, offerCards } from "../gpus.ts";
import { NAMESPACE, redisObjects } from "../redis.ts";
import type { Story } from "../story.ts";
import { environment } from "../trees.ts";

/**
 * Graphics cards as an extended resource: a small plugin of ours offers one on a node, shared in time as staging's
 * configuration says.
 */
export const gpu: Story = {
  name: "gpu",
  async tell(cluster) {
    const objects = environment("staging");
    const config = objects.find(({ kind, data }) => kind === "ConfigMap" && JSON.stringify(data ?? {}).includes("timeSlicing"));
    const slices = Number(/replicas: (\d+)/.exec(JSON.stringify(config.data))?.[1]);
    const [node = ""] = cluster.state.nodes.map(({ name }) => name);
    const { namespace } = redisObjects();
    const pods = Array.from({ length: slices + 1 }, (_, index) => workload(`shares-${index}`, "1"));
    const greedy = workload("wants-two", "2");
    const intolerant = workload("tolerates-nothing", "1", { tolerations: [] });
    const takeAway = await offerCards(cluster, [node], 1, { text: Object.values<string>(config.data)[0] ?? "", shares: slices });
    try {
      await cluster.provideImages(pods);
      await cluster.apply(namespace);
      await cluster.apply([intolerant]);
      await unschedulable(cluster, "tolerates-nothing", /untolerated taint/);
      await cluster.delete([intolerant]);
      await cluster.apply([greedy]);
      const refused = await eventually("two shares are refused", async () => {
        const { status } = await cluster.get(`--namespace=${NAMESPACE}`, "pod", "wants-two");
        return status.reason === "UnexpectedAdmissionError" ? (status.message as string) : undefined;
      });
      if (!refused.includes("maximum request size for shared resources is 1")) throw new Error(`refused for another reason: ${refused}`);
      await cluster.delete([greedy]);

      await cluster.apply(pods.slice(0, slices));
      for (const { metadata } of pods.slice(0, slices))
        await cluster.kubectl([`--namespace=${NAMESPACE}`, "wait", `pod/${metadata.name}`, "--for=condition=Ready", "--timeout=90s"]);
      const { stdout } = await cluster.exec(NAMESPACE, "shares-0", ["sh", "-c", "echo $NVIDIA_VISIBLE_DEVICES"]);
      await cluster.apply(pods.slice(slices));
      await unschedulable(cluster, `shares-${slices}`, /Insufficient nvidia.com\/gpu/);
      const quota = namespace.find(({ kind }) => kind === "ResourceQuota")?.spec.hard[`requests.${GPU}`];
      const over = await cluster.try(["create", "--dry-run=server", "--filename=-"], JSON.stringify(workload("over-quota", String(Number(quota) + 1))));
      if (!over.stderr.includes("exceeded quota"))
        throw new Error(`${Number(quota) + 1} cards are more than the quota of ${quota}, and admitted: ${over.stdout}${over.stderr}`);
      return {
        "pods that share one card": slices,
        "card that they see": stdout.trim(),
        "one more": "waits: Insufficient nvidia.com/gpu",
        "two shares at once": "refused by the plugin",
        "more than the quota": "refused by the API server",
      };
    } finally {
      await cluster.delete([...pods, greedy, intolerant]);
      await takeAway();
    }
  },
};

async function unschedulable(cluster: TestCluster, pod: string, reason: RegExp): Promise<void> {
  await eventually(`${pod} waits for ${reason}`, async () => {
    const { status } = await cluster.get(`--namespace=${NAMESPACE}`, "pod", pod);
    const message: string = status.conditions?.find(({ type }: Rendered) => type === "PodScheduled")?.message ?? "";
    return reason.test(message) ? true : undefined;
  });
}

/** A pod that asks for cards as the workload does. */
function workload(name: string, cards: string, spec: object = {}): Rendered {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: NAMESPACE },
    spec: {
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 0,
      restartPolicy: "Never",
      nodeSelector: { [`${GPU}.present`]: "true" },
      tolerations: [{ key: GPU, operator: "Exists", effect: "NoSchedule" }],
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          name: "experiment",
          image: "docker.io/library/redis:stand-in",
          imagePullPolicy: "Never",
          command: ["sleep", "infinity"],
          resources: { requests: { cpu: "10m", memory: "16Mi", [GPU]: cards }, limits: { cpu: "100m", memory: "64Mi", [GPU]: cards } },
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
        },
      ],
      ...spec,
    },
  };
}
