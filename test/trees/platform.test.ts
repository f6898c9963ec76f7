/** The founding document's promises about cache, GPUs, backups and limits, held against what Kustomize renders. */
import { expect } from "vitest";
import { parseQuantity } from "../../scripts/model/quantity.ts";
import type { Rendered } from "../support/rendered.ts";
import { site } from "../support/site.ts";
import { type Environment, keeps } from "./environment.ts";

const redis = (e: Environment) => e.one("StatefulSet", "redis", "redis");
const container = (workload: Rendered, name: string) => workload.spec.template.spec.containers.find((each: Rendered) => each.name === name);
const gpu = (e: Environment) => e.one("ClusterPolicy", "cluster-policy", "gpu-operator").spec;
const kinds = (e: Environment, app: string, kind: string) => e.objects(app).filter((object) => object.kind === kind);
const job = (e: Environment, name: string) => e.one("CronJob", name).spec;
const backup = (e: Environment) => e.one("ConfigMap", "backup-config").data;

keeps("the cache", [
  ["has one node, in production three", (e) => redis(e).spec.replicas, 1, 3],
  [
    "has Sentinel and a proxy in production",
    (e) => e.objects("redis").filter(isReplication).map(named).sort(),
    [],
    ["Deployment redis-proxy", "StatefulSet redis-sentinel"],
  ],
  [
    "has the class for it that the site names",
    (e) => redis(e).spec.volumeClaimTemplates[0].spec.storageClassName,
    site("staging")["BLOCK_STORAGE_CLASS"],
    site("production")["BLOCK_STORAGE_CLASS"],
  ],
  ["keeps its data on a volume", (e) => redis(e).spec.volumeClaimTemplates.length, 1],
  [
    "may not lose two nodes to maintenance",
    (e) =>
      kinds(e, "redis", "PodDisruptionBudget")
        .filter((each) => each.metadata.name === "redis")
        .map((each) => each.spec.maxUnavailable),
    [],
    [1],
  ],
  ["has a password that a new pod gets when it is replaced", (e) => e.one("ExternalSecret", "redis-password", "redis").spec.target.immutable, undefined],
  ["is not scaled by anything", (e) => [...kinds(e, "redis", "HorizontalPodAutoscaler"), ...kinds(e, "redis", "ScaledObject")], []],
  ["has an exporter", (e) => container(redis(e), "exporter").ports, [expect.objectContaining({ name: "metrics", containerPort: 9121 })]],
]);

keeps("the GPUs", [
  [
    "are run by one ClusterPolicy, in a privileged namespace",
    (e) => kinds(e, "gpu-operator", "Namespace")[0].metadata.labels,
    expect.objectContaining({ "pod-security.kubernetes.io/enforce": "privileged" }),
  ],
  ["are shared by time slices in staging, whole in production", (e) => gpu(e).devicePlugin.config?.default, "time-sliced", undefined],
  // https://docs.nvidia.com/cuda/cuda-toolkit-release-notes/: CUDA 12.4 needs driver 550.54.14.
  ["have a driver for CUDA 12.4", (e) => Number.parseInt(gpu(e).driver.version, 10) >= 551, true],
  [
    "are measured by the exporter, with metrics chosen on purpose",
    (e) => [gpu(e).dcgmExporter.enabled, gpu(e).dcgmExporter.config.name],
    [true, expect.stringMatching(/^dcgm-metrics-/)],
  ],
]);

keeps("backups", [
  ["are made every night, and by hand", (e) => [job(e, "backup-data").schedule, job(e, "backup-data").suspend], ["17 2 * * *", undefined]],
  ["never overlap", (e) => job(e, "backup-data").concurrencyPolicy, "Forbid"],
  ["keep 7 days, 5 weeks, 12 months", (e) => [backup(e).KEEP_DAILY, backup(e).KEEP_WEEKLY, backup(e).KEEP_MONTHLY], ["7", "5", "12"]],
  ["are encrypted with a key that is not in the cluster alone", (e) => e.one("ExternalSecret", "backup-credentials").spec.data[0].secretKey, "RESTIC_PASSWORD"],
  ["are restored by hand only", (e) => job(e, "restore-data").suspend, true],
  ["are deleted by another job, with a key and an account of its own", deleting, [true, true]],
]);

keeps("the namespace", [
  ["has room for the workload at its maximum and one more pod", roomForMaximum, true],
  ["has room for every volume to grow to twice its size", roomToGrow, true],
  ["opens no way in beside the ingress controller", (e) => quota(e), expect.objectContaining({ "services.loadbalancers": "0", "services.nodeports": "0" })],
  [
    "gives a container that states nothing a limit",
    (e) => e.one("LimitRange", "ai-scientist", "tenancy").spec.limits[0].default,
    expect.objectContaining({ memory: expect.any(String) }),
  ],
]);

/** Whether account and Secret are the pruning Job's own, and so, where a Secret holds a key to the bucket and no role does, the key. */
function deleting(e: Environment) {
  const pod = (name: string) => job(e, name).jobTemplate.spec.template.spec;
  const secret = (name: string) => pod(name).containers[0].envFrom.flatMap((from: Rendered) => from.secretRef?.name ?? [])[0];
  const [backup, prune] = ["backup-data", "prune-backups"] as const;
  const entries = (name: string) => e.one("ExternalSecret", name).spec.data;
  const key = (name: string) => entries(name).find((each: Rendered) => each.secretKey !== "RESTIC_PASSWORD")?.remoteRef.key;
  const keys = [key(secret(backup)), key(secret(prune))];
  return [pod(backup).serviceAccountName !== pod(prune).serviceAccountName, secret(backup) !== secret(prune) && (!keys[0] || keys[0] !== keys[1])];
}
function isReplication(object: Rendered) {
  return /^(Deployment|StatefulSet)$/.test(object.kind) && object.metadata.name !== "redis";
}
function named(object: Rendered) {
  return `${object.kind} ${object.metadata.name}`;
}
function quota(e: Environment) {
  return e.one("ResourceQuota", "ai-scientist", "tenancy").spec.hard;
}
function roomToGrow(e: Environment) {
  const size = (text: string) => parseQuantity(text);
  const limit = e.one("LimitRange", "ai-scientist", "tenancy").spec.limits.find((each: Rendered) => each.type === "PersistentVolumeClaim").max.storage;
  const claims = kinds(e, "ai-scientist", "PersistentVolumeClaim").map((claim) => size(claim.spec.resources.requests.storage));
  expect(claims).toHaveLength(2);
  const sum = claims.reduce((total, each) => total + each, 0);
  return claims.every((claim) => 2 * claim <= size(limit)) && 2 * sum <= size(quota(e)["requests.storage"]);
}
function roomForMaximum(e: Environment) {
  const pods = e.one("ScaledObject", "ai-scientist").spec.maxReplicaCount + 1;
  const { requests } = container(e.one("Deployment", "ai-scientist"), "ai-scientist").resources;
  const fits = (resource: string) => pods * Number.parseInt(requests[resource], 10) <= Number.parseInt(quota(e)[`requests.${resource}`], 10);
  return ["cpu", "memory", "nvidia.com/gpu"].every(fits);
}
