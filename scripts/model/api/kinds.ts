import * as admission from "./admission.ts";
import { daemonSet } from "./apps/daemon-set.ts";
import { deployment, replicaSet } from "./apps/deployment.ts";
import { statefulSet } from "./apps/stateful-set.ts";
import { horizontalPodAutoscaler } from "./autoscaling.ts";
import { cronJob } from "./batch/cron-job.ts";
import { job } from "./batch/job.ts";
import * as cluster from "./cluster.ts";
import { claimSpec } from "./core/claim.ts";
import { configMap, secret } from "./core/config.ts";
import { persistentVolume } from "./core/persistent-volume.ts";
import { pod, podTemplate } from "./core/pod.ts";
import { limitRange, resourceQuota } from "./core/quota.ts";
import { service } from "./core/service.ts";
import { dnsLabel, dnsSubdomain, type Format, pathSegment } from "./formats.ts";
import { ingress, ingressClass } from "./networking/ingress.ts";
import { networkPolicy } from "./networking/network-policy.ts";
import { podDisruptionBudget } from "./policy/disruption-budget.ts";
import * as rbac from "./rbac.ts";
import type { Check } from "./rule.ts";
import { storageClass } from "./storage.ts";
import { webhookConfiguration } from "./webhook.ts";

/** What the API server asks of a kind. */
export interface Kind {
  /** The form of metadata.name. */
  name: Format;
  /** Everything but the metadata. */
  check: Check;
}

const nothing: Check = () => {};

function kind(check: Check, name: Format = dnsSubdomain): Kind {
  return { name, check };
}

/** "<group>/<kind>" → what is asked of it; the version makes no difference to the rules. */
export const KINDS: Record<string, Kind> = {
  "/ConfigMap": kind(configMap),
  "/LimitRange": kind(limitRange),
  "/Namespace": kind(cluster.namespace, dnsLabel),
  "/PersistentVolume": kind(persistentVolume),
  "/PersistentVolumeClaim": kind((object) => claimSpec(object.at("spec"))),
  "/Pod": kind(pod),
  "/PodTemplate": kind((object) => podTemplate(object.at("template"))),
  "/ResourceQuota": kind(resourceQuota),
  "/Secret": kind(secret),
  // Since 1.36 (RelaxedServiceNameValidation) the name of a Service may begin with a digit.
  "/Service": kind(service, dnsLabel),
  "/ServiceAccount": kind(cluster.serviceAccount),
  "admissionregistration.k8s.io/MutatingAdmissionPolicy": kind(admission.mutatingAdmissionPolicy),
  "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding": kind(admission.mutatingAdmissionPolicyBinding),
  "admissionregistration.k8s.io/MutatingWebhookConfiguration": kind(webhookConfiguration),
  "admissionregistration.k8s.io/ValidatingAdmissionPolicy": kind(admission.validatingAdmissionPolicy),
  "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding": kind(admission.validatingAdmissionPolicyBinding),
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration": kind(webhookConfiguration),
  "apps/ControllerRevision": kind(nothing),
  "apps/DaemonSet": kind(daemonSet),
  "apps/Deployment": kind(deployment),
  "apps/ReplicaSet": kind(replicaSet),
  "apps/StatefulSet": kind(statefulSet, dnsLabel),
  "autoscaling/HorizontalPodAutoscaler": kind(horizontalPodAutoscaler),
  "batch/CronJob": kind(cronJob),
  "batch/Job": kind(job),
  "coordination.k8s.io/Lease": kind(cluster.lease),
  "discovery.k8s.io/EndpointSlice": kind(cluster.endpointSlice),
  "networking.k8s.io/Ingress": kind(ingress),
  "networking.k8s.io/IngressClass": kind(ingressClass),
  "networking.k8s.io/NetworkPolicy": kind(networkPolicy),
  "policy/PodDisruptionBudget": kind(podDisruptionBudget),
  "rbac.authorization.k8s.io/ClusterRole": kind(rbac.clusterRole, pathSegment),
  "rbac.authorization.k8s.io/ClusterRoleBinding": kind(rbac.clusterRoleBinding, pathSegment),
  "rbac.authorization.k8s.io/Role": kind(rbac.role, pathSegment),
  "rbac.authorization.k8s.io/RoleBinding": kind(rbac.roleBinding, pathSegment),
  "scheduling.k8s.io/PriorityClass": kind(cluster.priorityClass),
  "storage.k8s.io/StorageClass": kind(storageClass),
};
