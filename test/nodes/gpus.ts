import type { Rendered } from "../support/rendered.ts";
import { eventually, type TestCluster } from "./cluster.ts";

export const GPU = "nvidia.com/gpu";
/** The namespace of the plugin, which opens a folder of the machine. */
const NAMESPACE = "device-plugin";

/**
 * Lets nodes offer graphics cards that are not there, by a small device plugin of ours. Label and taint of the nodes are what
 * NVIDIA's feature discovery and the node pool would set.
 *
 * @param cards on each node
 * @param sharing NVIDIA's configuration, and how many shares it makes of a card
 * @returns what takes the cards away again
 */
export async function offerCards(
  cluster: TestCluster,
  nodes: readonly string[],
  cards: number,
  sharing: { text: string; shares: number } = { text: "version: v1", shares: 1 },
): Promise<() => Promise<void>> {
  const own = [...shared(sharing.text), ...nodes.map((node) => plugin(node, cards))];
  const takeAway = async () => {
    for (const node of nodes) {
      await cluster.try(["taint", "node", node, `${GPU}-`]);
      await cluster.try(["label", "node", node, `${GPU}.present-`]);
    }
    await cluster.delete(own);
  };
  try {
    await cluster.provideImages(own);
    await cluster.apply(own);
    for (const node of nodes) {
      await cluster.kubectl(["label", "--overwrite", "node", node, `${GPU}.present=true`]);
      await cluster.kubectl(["taint", "--overwrite", "node", node, `${GPU}=present:NoSchedule`]);
      await eventually(`${node} offers ${cards * sharing.shares} of ${GPU}`, async () => {
        const { status } = await cluster.get("node", node);
        return status.allocatable[GPU] === String(cards * sharing.shares) ? true : undefined;
      });
    }
    return takeAway;
  } catch (error) {
    await takeAway();
    throw error;
  }
}

function shared(config: string): Rendered[] {
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE, labels: { "pod-security.kubernetes.io/enforce": "privileged" } } },
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "config", namespace: NAMESPACE }, data: { config } },
  ];
}

function plugin(node: string, cards: number): Rendered {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `device-plugin-${node}`, namespace: NAMESPACE },
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
          args: ["-gpus", String(cards), "-config", "/etc/nvidia/config"],
          volumeMounts: [
            { name: "config", mountPath: "/etc/nvidia" },
            { name: "plugins", mountPath: "/var/lib/kubelet/device-plugins" },
          ],
        },
      ],
      volumes: [
        { name: "config", configMap: { name: "config" } },
        { name: "plugins", hostPath: { path: "/var/lib/kubelet/device-plugins" } },
      ],
    },
  };
}
