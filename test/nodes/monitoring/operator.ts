import { stringify } from "yaml";
import type { Rendered } from "../../support/rendered.ts";

/**
 * What the Prometheus Operator would write for a ServiceMonitor, as far as ours use it; the operator itself does not run here.
 * https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor
 */
export function scrapeConfigs({ metadata, spec }: Rendered): object[] {
  const keep = Object.entries<string>(spec.selector.matchLabels ?? {}).map(([label, value]) => ({
    action: "keep",
    source_labels: [`__meta_kubernetes_service_label_${sanitized(label)}`],
    regex: value,
  }));
  return spec.endpoints.map((endpoint: Rendered, index: number) => ({
    job_name: `serviceMonitor/${metadata.namespace}/${metadata.name}/${index}`,
    http_sd_configs: (spec.namespaceSelector?.matchNames ?? [metadata.namespace]).map((name: string) => discovery(`endpoints?namespace=${name}`)),
    metrics_path: endpoint.path ?? "/metrics",
    scrape_interval: endpoint.interval,
    scrape_timeout: endpoint.scrapeTimeout,
    ...(spec.sampleLimit ? { sample_limit: spec.sampleLimit } : {}),
    relabel_configs: [
      ...keep,
      { action: "keep", source_labels: ["__meta_kubernetes_endpoint_port_name"], regex: endpoint.port },
      { source_labels: ["__meta_kubernetes_namespace"], target_label: "namespace" },
      { source_labels: ["__meta_kubernetes_service_name"], target_label: "service" },
      { source_labels: ["__meta_kubernetes_pod_name"], target_label: "pod" },
      { source_labels: ["__meta_kubernetes_service_name"], target_label: "job" },
      ...(spec.jobLabel ? [{ source_labels: [`__meta_kubernetes_service_label_${sanitized(spec.jobLabel)}`], target_label: "job", regex: "(.+)" }] : []),
    ],
  }));
}

/** Prometheus' own configuration: its scrapes, its files of rules and where its alerts go. */
export function prometheusConfig(scrapes: readonly object[], rules: readonly string[], alertmanager: string): string {
  return stringify({
    global: { scrape_interval: "30s", evaluation_interval: "15s" },
    rule_files: rules.map((file) => `/etc/prometheus/${file}`),
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: scrapes,
  });
}

/** What stands in for Prometheus' own discovery of Kubernetes, which Debian builds it without: tools/node/discovery. */
function discovery(what: string): object {
  return { url: `http://127.0.0.1:8099/${what}`, refresh_interval: "5s" };
}

/** What the chart lets Prometheus ask every kubelet: how much memory and CPU the containers of its node use. */
export const CONTAINERS = {
  job_name: "kubelet",
  scheme: "https",
  metrics_path: "/metrics/cadvisor",
  scrape_interval: "15s",
  http_sd_configs: [discovery("nodes")],
  // A kubelet signs its own certificate here.
  tls_config: { insecure_skip_verify: true },
  authorization: { credentials_file: "/var/run/secrets/kubernetes.io/serviceaccount/token" },
};

/**
 * What the operator would write for an AlertmanagerConfig: its routes word for word, its receivers by their names alone. What
 * they would send leaves the cluster, and cannot.
 */
export function alertmanagerConfig({ spec }: Rendered): string {
  const receivers = spec.receivers.map(({ name }: Rendered) => ({ name }));
  return stringify({ route: route(spec.route), receivers });
}

function route({ matchers, routes, receiver, groupBy, groupWait, groupInterval, repeatInterval }: Rendered): object {
  return {
    receiver,
    ...(groupBy ? { group_by: groupBy } : {}),
    ...(groupWait ? { group_wait: groupWait } : {}),
    ...(groupInterval ? { group_interval: groupInterval } : {}),
    ...(repeatInterval ? { repeat_interval: repeatInterval } : {}),
    ...(matchers ? { matchers: matchers.map(({ name, value, matchType = "=" }: Rendered) => `${name}${matchType}"${value}"`) } : {}),
    ...(routes ? { routes: routes.map(route) } : {}),
  };
}

function sanitized(label: string): string {
  return label.replace(/[^a-zA-Z0-9_]/g, "_");
}
