/** The founding document's promises about the workload, held against what Kustomize renders (docs/promises.md). */
import { expect } from "vitest";
import { type Environment, keeps } from "./environment.ts";

const deployment = (e: Environment) => e.one("Deployment", "ai-scientist");
const pod = (e: Environment) => deployment(e).spec.template.spec;
const container = (e: Environment) => pod(e).containers[0];
const config = (e: Environment) => e.one("ConfigMap", "ai-scientist-config").data;
const hpa = (e: Environment) => e.one("ScaledObject", "ai-scientist").spec;
const trigger = (e: Environment, name: string) => hpa(e).triggers.find((each: { type: string; name?: string }) => (each.name ?? each.type) === name);
const claim = (e: Environment, name: string) => e.one("PersistentVolumeClaim", name).spec;
const cores = { cpu: "1", memory: "2Gi", "nvidia.com/gpu": "1" };

keeps("the pods", [
  ["serve on 8000 and give metrics on 8080", (e) => container(e).ports, [port("http", 8000), port("metrics", 8080)]],
  ["are asked /health, /ready and /startup", probes, ["/health", "/ready", "/startup"]],
  [
    "request one core, 2 GiB and one GPU, in production two cores and 4 GiB",
    (e) => container(e).resources.requests,
    like(cores),
    like({ ...cores, cpu: "2", memory: "4Gi" }),
  ],
  [
    "stop at the same in staging, in production at 8 cores and 16 GiB",
    (e) => container(e).resources.limits,
    like(cores),
    like({ ...cores, cpu: "8", memory: "16Gi" }),
  ],
  ["run as UID 1000, not root", (e) => pod(e).securityContext, like({ runAsUser: 1000, runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } })],
  ["have a read-only root, no escalation, no capability", (e) => container(e).securityContext, lockedDown()],
  [
    "live in a namespace that enforces the restricted profile",
    (e) => e.one("Namespace", "ai-scientist", "tenancy").metadata.labels,
    like({ "pod-security.kubernetes.io/enforce": "restricted" }),
  ],
  [
    "write to volumes only",
    (e) =>
      container(e)
        .volumeMounts.filter((m: { readOnly?: boolean }) => !m.readOnly)
        .map((m: { name: string }) => m.name),
    expect.arrayContaining(["data", "logs", "tmp"]),
  ],
  ["wait for a GPU node", (e) => pod(e).nodeSelector, { "nvidia.com/gpu.present": "true" }],
  [
    "are spread over zones and nodes",
    (e) => pod(e).topologySpreadConstraints.map((c: { topologyKey: string }) => c.topologyKey),
    ["topology.kubernetes.io/zone", "kubernetes.io/hostname"],
  ],
  ["outrank batch work", (e) => pod(e).priorityClassName, "ai-scientist-workload"],
]);

keeps("an update", [
  ["never takes a running pod away first", (e) => deployment(e).spec.strategy.rollingUpdate, { maxSurge: 1, maxUnavailable: 0 }],
  ["gives a pod longer than the longest run of generated code, and time to save the experiment", outlivesRun, true],
  [
    "and a node autoscaler leave an experiment where it is",
    (e) => deployment(e).spec.template.metadata.annotations,
    like({ "cluster-autoscaler.kubernetes.io/safe-to-evict": "false", "karpenter.sh/do-not-disrupt": "true" }),
  ],
  ["finds the experiments of a pod that is gone on the volume that all share", checkpoints, ["ReadWriteMany"]],
  ["lets the ingress controller stop sending first", (e) => container(e).lifecycle.preStop, { sleep: { seconds: 15 } }],
  ["and a node drain go one pod at a time", (e) => e.one("PodDisruptionBudget", "ai-scientist").spec.maxUnavailable, 1],
]);

keeps("the autoscaler", [
  ["is found as ai-scientist-hpa", (e) => hpa(e).advanced.horizontalPodAutoscalerConfig.name, "ai-scientist-hpa"],
  ["keeps 2 to 10 pods (staging 1 to 4)", (e) => [hpa(e).minReplicaCount, hpa(e).maxReplicaCount], [1, 4], [2, 10]],
  ["aims at 70 % CPU", (e) => trigger(e, "cpu").metadata.value, "70"],
  ["aims at 80 % memory", (e) => trigger(e, "memory").metadata.threshold, "80"],
  ["counts memory by the limit", (e) => recorded(e, trigger(e, "memory").metadata.query), expect.stringContaining("kube_pod_container_resource_limits")],
  ["aims at 75 % GPU, where a pod has one of its own", (e) => trigger(e, "gpu")?.metadata.threshold, undefined, "75"],
  ["takes pods that cannot run yet for idle, and pods without metrics for unknown", autoscalerQueries, true],
  ["owns the replicas alone", (e) => deployment(e).spec.replicas, undefined],
  ["is not fought by the VPA, which recommends", (e) => e.one("VerticalPodAutoscaler", "ai-scientist").spec.updatePolicy.updateMode, "Off"],
]);

keeps("the storage", [
  ["holds 100 GiB of data, in production 500", (e) => claim(e, "ai-scientist-data").resources.requests.storage, "100Gi", "500Gi"],
  ["holds 50 GiB of logs, in production 200", (e) => claim(e, "ai-scientist-logs").resources.requests.storage, "50Gi", "200Gi"],
  ["has one class for both", (e) => claim(e, "ai-scientist-data").storageClassName === claim(e, "ai-scientist-logs").storageClassName, true],
  [
    "is not deleted with an object of Git",
    (e) => e.one("PersistentVolumeClaim", "ai-scientist-data").metadata.annotations,
    like({ "argocd.argoproj.io/sync-options": "Prune=false,Delete=false" }),
  ],
]);

keeps("the configuration", [
  ["names its environment", (e) => config(e).ENVIRONMENT, "staging", "production"],
  ["has the document's values in production", documented, ["DEBUG", "2", "1", "7200", "true", "true"], ["INFO", "8", "5", "7200", "true", "true"]],
  [
    "limits the cost to 100 a day, 500 a week, 2000 a month",
    (e) => ["DAILY", "WEEKLY", "MONTHLY"].map((each) => config(e)[`${each}_COST_LIMIT`]),
    ["100", "500", "2000"],
  ],
  ["throttles at 80 % of a limit", (e) => [config(e).COST_THROTTLE_ENABLED, config(e).COST_THROTTLE_PERCENT], ["true", "80"]],
  [
    "breaks circuits, recommends cheaper models, batches requests",
    (e) => ["CIRCUIT_BREAKER", "MODEL_RECOMMENDATIONS", "REQUEST_BATCHING"].map((each) => config(e)[`${each}_ENABLED`]),
    ["true", "true", "true"],
  ],
  ["reaches the cache at one address", (e) => [config(e).REDIS_HOST, e.one("Service", config(e).REDIS_HOST, "redis").spec.ports[0].port], ["redis", 6379]],
  [
    "has the two files that the application reads",
    (e) => Object.keys(e.one("ConfigMap", "ai-scientist-files").data),
    ["ai_scientist_config.yaml", "bfts_config.yaml"],
  ],
]);

function port(name: string, containerPort: number) {
  return { name, containerPort, protocol: "TCP" };
}
function like(part: object) {
  return expect.objectContaining(part);
}
function lockedDown() {
  return like({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } });
}
function probes(e: Environment) {
  return ["livenessProbe", "readinessProbe", "startupProbe"].map((probe) => container(e)[probe].httpGet.path);
}
/** The longest run, then a quarter of what remains at least for saving; the kubelet counts the preStop hook too. */
function outlivesRun(e: Environment) {
  const longest = Number(/^EXEC_TIMEOUT: (\d+)$/m.exec(e.one("ConfigMap", "ai-scientist-files").data["ai_scientist_config.yaml"])?.[1]);
  const grace = Number(config(e).SHUTDOWN_GRACE_SECONDS);
  return longest + 120 <= grace && grace + container(e).lifecycle.preStop.sleep.seconds < pod(e).terminationGracePeriodSeconds;
}
function checkpoints(e: Environment) {
  const mount = container(e).volumeMounts.find(({ mountPath }: { mountPath: string }) => config(e).CHECKPOINT_DIR.startsWith(`${mountPath}/`));
  const volume = pod(e).volumes.find(({ name }: { name: string }) => name === mount.name);
  return claim(e, volume.persistentVolumeClaim.claimName).accessModes;
}
function recorded(e: Environment, record: string) {
  const groups = e.one("PrometheusRule", "recording", "monitoring").spec.groups;
  return groups.flatMap(({ rules }: { rules: { record: string; expr: string }[] }) => rules).find((rule: { record: string }) => rule.record === record).expr;
}
function autoscalerQueries(e: Environment) {
  const asked = hpa(e).triggers.filter(({ type }: { type: string }) => type === "prometheus");
  expect(asked.length).toBeGreaterThan(0);
  return asked.every(
    ({ metadata }: { metadata: { query: string; ignoreNullValues: string } }) =>
      metadata.ignoreNullValues === "false" && recorded(e, metadata.query).includes("kube_deployment_status_replicas_ready"),
  );
}
function documented(e: Environment) {
  return ["LOG_LEVEL", "WORKER_PROCESSES", "MAX_CONCURRENT_EXPERIMENTS", "CACHE_TTL", "COST_TRACKING_ENABLED", "PROMETHEUS_METRICS_ENABLED"].map(
    (key) => config(e)[key],
  );
}
