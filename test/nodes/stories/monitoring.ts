import type { Rendered } from "../../support/rendered.ts";
import { eventually } from "../cluster.ts";
import { monitoringObjects, query, receiversOf, startMonitoring } from "../monitoring/stack.ts";
import { type Actor, podOf } from "../network/actors.ts";
import { deployRedis, NAMESPACE } from "../redis.ts";
import type { Story } from "../story.ts";
import { environment, podTemplates } from "../trees.ts";

const ALERT = "AiScientistDown";

/**
 * Debian's Prometheus scrapes what production's ServiceMonitors select, through production's policies, with production's
 * rules; and an alert reaches Debian's Alertmanager, on the way that production's routes send it.
 */
export const monitoring: Story = {
  name: "monitoring",
  async tell(cluster) {
    await deployRedis(cluster);
    const objects = environment("production");
    const silent = silentApplication(objects);
    const started = Date.now();
    const takeAway = await startMonitoring(cluster, monitoringObjects(objects));
    try {
      await cluster.provideImages(silent);
      await cluster.apply(silent);
      const targets = await eventually(
        "Prometheus scrapes each node of Redis",
        async () => {
          const values = await query(cluster, 'redis_up{job="redis"} == 1');
          return values.length === 3 ? values.length : undefined;
        },
        120,
      );
      const receivers = await eventually(
        `${ALERT} fires in Alertmanager`,
        async () => {
          const names = await receiversOf(cluster, ALERT);
          return names.length > 0 ? names : undefined;
        },
        240,
      );
      const seconds = (Date.now() - started) / 1000;
      if (receivers.join() !== "on-call") throw new Error(`${ALERT} is critical and goes to ${receivers.join(", ")}`);
      return {
        "Redis nodes scraped": targets,
        [`${ALERT} is in Alertmanager after`]: `${seconds.toFixed(0)} s`,
        "its receiver": receivers.join(),
      };
    } finally {
      await cluster.delete(silent.filter(({ kind }) => kind !== "NetworkPolicy"));
      await takeAway();
    }
  },
};

/** An application that is there and answers no scrape: the Service as rendered, and a pod that closes each connection. */
function silentApplication(objects: readonly Rendered[]): Rendered[] {
  const service = objects.find(({ kind, metadata }) => kind === "Service" && metadata.name === "ai-scientist");
  const { template } = podTemplates(objects).find(({ name }) => name === "ai-scientist") as { template: Rendered };
  const ports = template.spec.containers.flatMap(({ ports = [] }: Rendered) => ports.map(({ name, containerPort }: Rendered) => [name, containerPort]));
  const actor: Actor = { name: "silent-application", namespace: NAMESPACE, labels: template.metadata.labels, ports: Object.fromEntries(ports) };
  const policies = objects.filter(({ kind, metadata }) => kind === "NetworkPolicy" && metadata.namespace === NAMESPACE);
  return [service, podOf(actor, Object.values(actor.ports)), ...policies];
}
