/** The founding document's promises about monitoring, held against what Kustomize renders. When each alert fires: test/monitoring. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../support/cli.ts";
import type { Rendered } from "../support/rendered.ts";
import { type Environment, keeps } from "./environment.ts";

const kinds = (e: Environment, kind: string) => e.objects("monitoring").filter((object) => object.kind === kind);

keeps("monitoring", [
  [
    "scrapes the workload, the cache and the GPUs",
    (e) =>
      kinds(e, "ServiceMonitor")
        .map((each) => each.metadata.name)
        .sort(),
    ["ai-scientist", "dcgm-exporter", "redis"],
  ],
  ["scrapes Sentinel and the proxy where there are some", podMonitors, ["cert-manager"], ["cert-manager", "redis-proxy", "redis-sentinel"]],
  ["is admitted to what it scrapes there", admitted, [], ["redis-proxy:health", "redis-sentinel:metrics"]],
  ["is selected by the stack's Prometheus and Alertmanager", unselected, []],
  ["uses every metric of the document", unusedMetrics, []],
  ["compares costs with the limits, stated once", limits, { daily: "100", daily_critical: "200", weekly: "500", monthly: "2000", throttle: "80" }],
  ["calls requests slow at a duration where a bucket of the histogram ends", slow, { threshold: 30, bucket: true, above: true }],
  ["has an alert when a part of the platform is not heard of", unheard, []],
  ["has the document's alerts", (e) => DOCUMENTED.filter((alert) => !alerts(e).some((each) => each.alert === alert)), []],
  [
    "gives every alert severity, summary, description and runbook",
    (e) =>
      alerts(e)
        .filter((each) => !isComplete(each))
        .map((each) => each.alert),
    [],
  ],
  [
    "has four dashboards, as Grafana loads them",
    dashboards,
    ["AI Scientist: GPU", "AI Scientist: cost", "AI Scientist: overview", "AI Scientist: performance"],
  ],
]);

/** What the document names under Alerts; test/monitoring proves when each fires. */
const DOCUMENTED = [
  "DailyCostHigh",
  "DailyCostCritical",
  "WeeklyCostHigh",
  "MonthlyCostHigh",
  "CostThrottleReached",
  "ErrorRatioHigh",
  "GpuUtilizationLow",
  "AiScientistDown",
  "AiScientistAbsent",
  "CircuitBreakerOpen",
];
const METRICS = [
  "ai_scientist_daily_cost",
  "ai_scientist_weekly_cost",
  "ai_scientist_monthly_cost",
  "ai_scientist_cost_by_category",
  "ai_scientist_request_duration_seconds",
  "ai_scientist_requests_total",
  "ai_scientist_errors_total",
  "ai_scientist_gpu_utilization",
  "ai_scientist_gpu_memory_usage",
  "ai_scientist_cache_hit_rate",
  "ai_scientist_cache_operations_total",
  "ai_scientist_circuit_breaker_open_total",
];

/** What the platform stands on, by the metric of each that is always there. */
const PLATFORM = [
  "argocd_app_info",
  "externalsecret_status_condition",
  "keda_build_info",
  "nginx_ingress_controller_nginx_last_reload_status",
  'up{job="cert-manager"}',
  'up{job="redis-sentinel"}',
  'up{job="redis-proxy"}',
  'persistentvolumeclaim="ai-scientist-data"',
  'persistentvolumeclaim="ai-scientist-logs"',
];

function podMonitors(e: Environment) {
  return kinds(e, "PodMonitor")
    .map((each) => each.metadata.name)
    .sort();
}
/** The NetworkPolicies of the cache's replication that let Prometheus in, each with the port. */
function admitted(e: Environment) {
  const policies = e.objects("redis").filter(({ kind, metadata }) => kind === "NetworkPolicy" && /^redis-(proxy|sentinel)$/.test(metadata.name));
  const fromPrometheus = (rule: Rendered) => rule.from.some((from: Rendered) => from.podSelector.matchLabels["app.kubernetes.io/name"] === "prometheus");
  const ports = (policy: Rendered) => policy.spec.ingress.filter(fromPrometheus).flatMap((rule: Rendered) => rule.ports);
  return policies.flatMap((policy) => ports(policy).map(({ port }: Rendered) => `${policy.metadata.name}:${port}`)).sort();
}
function slow(e: Environment) {
  const { expr } = alerts(e).find(({ alert }) => alert === "RequestLatencyHigh") as Rendered;
  const threshold = Number(/p95_5m > (\d+)/.exec(expr)?.[1]);
  const { metrics } = parse(readFileSync(`${ROOT}policies/data/metrics.yaml`, "utf8"));
  const buckets: number[] = metrics.ai_scientist_request_duration_seconds.buckets;
  return { threshold, bucket: buckets.includes(threshold), above: buckets.some((bound) => bound > threshold) };
}
function unheard(e: Environment) {
  const absent = alerts(e).flatMap(({ expr }) => [...expr.matchAll(/absent\(([^()]+)\)/g)].map(([, selector]) => selector as string));
  return PLATFORM.filter((metric) => !absent.some((selector) => selector.includes(metric)));
}
function ruleList(e: Environment): Rendered[] {
  return kinds(e, "PrometheusRule").flatMap((each) => each.spec.groups.flatMap((group: Rendered) => group.rules));
}
function alerts(e: Environment): Rendered[] {
  return ruleList(e).filter((rule) => rule.alert);
}
function isComplete({ labels, annotations }: Rendered) {
  return /^(critical|warning|info)$/.test(labels.severity) && annotations.summary && annotations.description && annotations.runbook_url;
}
function unselected(e: Environment) {
  const selected = e.objects("monitoring").filter((object) => object.apiVersion.startsWith("monitoring.coreos.com/"));
  return selected.filter((object) => object.metadata.labels.release !== "kube-prometheus-stack").map((object) => object.metadata.name);
}
function unusedMetrics(e: Environment) {
  const text = JSON.stringify([ruleList(e), kinds(e, "ConfigMap").map((each) => each.data)]);
  return METRICS.filter((metric) => !new RegExp(`\\b${metric}(_bucket|_sum|_count)?\\b`).test(text));
}
function limits(e: Environment) {
  const value = (name: string) => ruleList(e).find((rule) => rule.record === name)?.expr;
  const limit = (period: string) => [period, value(`ai_scientist:cost_limit_usd:${period}`)] as const;
  return { ...Object.fromEntries(["daily", "daily_critical", "weekly", "monthly"].map(limit)), throttle: value("ai_scientist:cost_throttle_percent") };
}
function dashboards(e: Environment) {
  const loaded = kinds(e, "ConfigMap").filter((each) => each.metadata.labels["grafana_dashboard"] === "1");
  const contents = loaded.flatMap((each) => Object.values(each.data as Record<string, string>).map((text) => JSON.parse(text)));
  expect(contents.filter((dashboard) => !dashboard.uid || !dashboard.panels)).toEqual([]);
  return contents.map((dashboard) => dashboard.title).sort();
}
