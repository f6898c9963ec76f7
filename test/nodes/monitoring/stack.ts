import { stringify } from "yaml";
import type { Rendered } from "../../support/rendered.ts";
import type { TestCluster } from "../cluster.ts";
import { NAMESPACE as APPLICATION } from "../redis.ts";
import { alertmanagerConfig, CONTAINERS, prometheusConfig, scrapeConfigs } from "./operator.ts";
import { NAMESPACE, READER, server } from "./server.ts";

/** The chart's name for the Service, which the autoscaler's triggers ask. */
const SERVICE = "kube-prometheus-stack-prometheus";

/**
 * Debian's Prometheus and Alertmanager with what production's monitoring says: its ServiceMonitors of the application's
 * namespace, its rules, its policies and its routes.
 * @param more rules that stand in for what is measured by something that is not here
 */
export function monitoringObjects(objects: readonly Rendered[], more: Readonly<Record<string, object>> = {}): Rendered[] {
  const of = (kind: string) => objects.filter((each) => each.kind === kind && each.metadata.namespace === NAMESPACE);
  const written = of("PrometheusRule").map(({ metadata, spec }): [string, object] => [metadata.name, spec]);
  const rules = Object.fromEntries([...written, ...Object.entries(more)].map(([name, spec]) => [`rules-${name}.yaml`, stringify(spec)]));
  const scrapes = [
    ...of("ServiceMonitor")
      .filter(({ spec }) => spec.namespaceSelector.matchNames.includes(APPLICATION))
      .flatMap(scrapeConfigs),
    CONTAINERS,
  ];
  const configuration = prometheusConfig(scrapes, Object.keys(rules), `alertmanager.${NAMESPACE}:9093`);
  const prometheus = ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/data"];
  const alertmanager = ["--config.file=/etc/alertmanager/alertmanager.yml", "--storage.path=/data", "--cluster.listen-address="];
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } },
    ...of("NetworkPolicy"),
    ...READER,
    ...server("prometheus", SERVICE, 9090, { "prometheus.yml": configuration, ...rules }, prometheus),
    ...server("alertmanager", "alertmanager", 9093, { "alertmanager.yml": alertmanagerConfig(of("AlertmanagerConfig")[0]) }, alertmanager),
  ];
}

/** Runs them. @returns what takes them away */
export async function startMonitoring(cluster: TestCluster, objects: readonly Rendered[]): Promise<() => Promise<void>> {
  const takeAway = () => cluster.delete(objects.filter(({ kind }) => kind !== "Namespace"));
  try {
    await cluster.provideImages(objects);
    await cluster.apply(objects);
    for (const pod of ["alertmanager", "prometheus"])
      await cluster.kubectl([`--namespace=${NAMESPACE}`, "wait", `pod/${pod}`, "--for=condition=Ready", "--timeout=120s"]);
    return takeAway;
  } catch (error) {
    await takeAway();
    throw error;
  }
}

/** The series that Prometheus answers with. */
export async function query(cluster: TestCluster, expression: string): Promise<{ metric: Record<string, string>; value: [number, string] }[]> {
  const command = ["promtool", "query", "instant", "--format=json", "http://127.0.0.1:9090", expression];
  const { code, stdout, stderr } = await cluster.exec(NAMESPACE, "prometheus", command);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The receivers that Alertmanager sends a firing alert to; none while it knows of no such alert. */
export async function receiversOf(cluster: TestCluster, alert: string): Promise<string[]> {
  const command = ["amtool", "alert", "query", `alertname=${alert}`, "--output=json", "--alertmanager.url=http://127.0.0.1:9093"];
  const { code, stdout, stderr } = await cluster.exec(NAMESPACE, "alertmanager", command);
  if (code !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as Rendered[]).flatMap(({ receivers }) => receivers.map(({ name }: Rendered) => name));
}
