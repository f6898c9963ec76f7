import type { Rendered } from "../../support/rendered.ts";
import { eventually, type TestCluster } from "../cluster.ts";
import { NAMESPACE, redisObjects } from "../redis.ts";
import type { Story } from "../story.ts";
import { environment } from "../trees.ts";

const GPU = "nvidia.com/gpu";
/** The namespace of the plugin, which opens a folder of the machine. */
const PLUGIN = "device-plugin";

/**
 * Graphics cards as an extended resource: a small plugin of ours offers one on a node, shared in time as staging's
 * configuration says. Label and taint of the node are what NVIDIA's feature discovery and the node pool would set.
 */
export const gpu: Story = {
  name: "gpu",
  async tell(cluster) {
    const objects = environment("staging");
    const config = objects.find(({ kind, data }) => kind === "ConfigMap" && JSON.stringify(data ?? {}).includes("timeSlicing"));
    const slices = Number(/replicas: (\d+)/.exec(JSON.stringify(config.data))?.[1]);
    const [node = ""] = cluster.state.nodes.map(({ name }) => name);
    const own = [...redisObjects().namespace, ...plugin(config, node)];
    const pods = Array.from({ length: slices + 1 }, (_, index) => workload(`shares-${index}`, "1"));
    const greedy = workload("wants-two", "2");
    const intolerant = workload("tolerates-nothing", "1", { tolerations: [] });
    try {
      await cluster.provideImages([...own, ...pods]);
      await cluster.apply(own);
      await cluster.kubectl(["label", "--overwrite", "node", node, `${GPU}.present=true`]);
      await cluster.kubectl(["taint", "--overwrite", "node", node, `${GPU}=present:NoSchedule`]);
      await eventually(`${slices} shares of one card`, async () => {
        const { status } = await cluster.get("node", node);
        return status.allocatable[GPU] === String(slices) ? true : undefined;
      });
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
      const quota = redisObjects().namespace.find(({ kind }) => kind === "ResourceQuota")?.spec.hard[`requests.${GPU}`];
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
      await cluster.try(["taint", "node", node, `${GPU}-`]);
      await cluster.try(["label", "node", node, `${GPU}.present-`]);
      await cluster.delete(plugin(config, node));
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

function plugin(config: Rendered, node: string): Rendered[] {
  const metadata = { name: "device-plugin", namespace: PLUGIN };
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: PLUGIN, labels: { "pod-security.kubernetes.io/enforce": "privileged" } } },
    { apiVersion: "v1", kind: "ConfigMap", metadata, data: { config: Object.values(config.data)[0] } },
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata,
      spec: {
        nodeName: node,
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: 0,
        tolerations: [{ operator: "Exists" }],
        containers: [
          {
            name: "device-plugin",
            image: "registry.local/device-plugin:test",
            imagePullPolicy: "Never",
            args: ["-gpus", "1", "-config", "/etc/nvidia/config"],
            volumeMounts: [
              { name: "config", mountPath: "/etc/nvidia" },
              { name: "plugins", mountPath: "/var/lib/kubelet/device-plugins" },
            ],
          },
        ],
        volumes: [
          { name: "config", configMap: { name: metadata.name } },
          { name: "plugins", hostPath: { path: "/var/lib/kubelet/device-plugins" } },
        ],
      },
    },
  ];
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
