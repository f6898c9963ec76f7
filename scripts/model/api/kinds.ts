import { validatingAdmissionPolicy } from "./admission.ts";
import { daemonSet } from "./apps/daemon-set.ts";
import { deployment, replicaSet, replicationController } from "./apps/deployment.ts";
import { statefulSet } from "./apps/stateful-set.ts";
import { horizontalPodAutoscaler } from "./autoscaling.ts";
import { cronJob } from "./batch/cron-job.ts";
import { job } from "./batch/job.ts";
import * as cluster from "./cluster.ts";
import { claimSpec } from "./core/claim.ts";
import { configMap, secret } from "./core/config.ts";
import { endpoints } from "./core/endpoints.ts";
import { event } from "./core/event.ts";
import { limitRange } from "./core/limit-range.ts";
import { node } from "./core/node.ts";
import { persistentVolume } from "./core/persistent-volume.ts";
import { pod, podTemplate } from "./core/pod.ts";
import { resourceQuota } from "./core/quota.ts";
import { service } from "./core/service.ts";
import { customResourceDefinition } from "./custom-resource-definition.ts";
import * as devices from "./devices.ts";
import { endpointSlice } from "./endpoint-slice.ts";
import { flowSchema } from "./flowcontrol.ts";
import type { Format } from "./format-pattern.ts";
import { dnsLabel, dnsSubdomain, pathSegment } from "./formats.ts";
import type { NameRule } from "./meta.ts";
import { mutatingAdmissionPolicy } from "./mutating-admission.ts";
import { ingress, ingressClass } from "./networking/ingress.ts";
import { networkPolicy } from "./networking/network-policy.ts";
import { podDisruptionBudget } from "./policy/disruption-budget.ts";
import { mutatingAdmissionPolicyBinding, validatingAdmissionPolicyBinding } from "./policy-binding.ts";
import { priorityLevelConfiguration } from "./priority-level.ts";
import * as rbac from "./rbac.ts";
import type { Check } from "./rule.ts";
import { runtimeClass } from "./runtime-class.ts";
import { csiDriver, storageClass, volumeAttributesClass } from "./storage.ts";
import { webhookConfiguration } from "./webhook.ts";

/** What the API server asks of a kind. */
export interface Kind extends NameRule {
  /** Everything but the metadata. */
  check: Check;
}

const nothing: Check = () => {};

function kind(check: Check, name: Format = dnsSubdomain, rest: Partial<NameRule> = {}): Kind {
  return { name, check, ...rest };
}

/** A kind whose metadata is validated by apimachinery alone, not by core's stricter function. */
function plain(check: Check): Kind {
  return kind(check, dnsSubdomain, { anyFinalizer: true });
}

/** A kind whose validation passes over its metadata: only what a URL path cannot hold is refused. */
function unnamed(check: Check): Kind {
  return kind(check, pathSegment, { anyFinalizer: true, prefixIsFree: true });
}

/** "<group>/<kind>" → what is asked of it; the version makes no difference to the rules. */
export const KINDS: Record<string, Kind> = {
  "/ConfigMap": kind(configMap),
  "/Endpoints": kind(endpoints),
  "/Event": unnamed(event),
  "/LimitRange": kind(limitRange, dnsSubdomain, { nameMayBeEmpty: true }),
  "/Namespace": kind(cluster.namespace, dnsLabel),
  "/Node": kind(node),
  "/PersistentVolume": kind(persistentVolume),
  "/PersistentVolumeClaim": kind((object) => claimSpec(object.at("spec"))),
  "/Pod": kind(pod),
  "/PodTemplate": kind((object) => podTemplate(object.at("template"))),
  "/ReplicationController": kind(replicationController, dnsSubdomain, { prefixIsFree: true }),
  "/ResourceQuota": kind(resourceQuota),
  "/Secret": kind(secret),
  // Since 1.36 (RelaxedServiceNameValidation) the name of a Service may begin with a digit.
  "/Service": kind(service, dnsLabel),
  "/ServiceAccount": kind(cluster.serviceAccount),
  "admissionregistration.k8s.io/MutatingAdmissionPolicy": plain(mutatingAdmissionPolicy),
  "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding": plain(mutatingAdmissionPolicyBinding),
  "admissionregistration.k8s.io/MutatingWebhookConfiguration": plain(webhookConfiguration),
  "admissionregistration.k8s.io/ValidatingAdmissionPolicy": plain(validatingAdmissionPolicy),
  "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding": plain(validatingAdmissionPolicyBinding),
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration": plain(webhookConfiguration),
  "apiextensions.k8s.io/CustomResourceDefinition": plain(customResourceDefinition),
  "apps/ControllerRevision": kind(nothing),
  "apps/DaemonSet": kind(daemonSet),
  "apps/Deployment": kind(deployment),
  "apps/ReplicaSet": kind(replicaSet),
  "apps/StatefulSet": kind(statefulSet, dnsLabel),
  "autoscaling/HorizontalPodAutoscaler": kind(horizontalPodAutoscaler),
  "batch/CronJob": kind(cronJob),
  "batch/Job": kind(job),
  "coordination.k8s.io/Lease": plain(cluster.lease),
  "discovery.k8s.io/EndpointSlice": kind(endpointSlice),
  "flowcontrol.apiserver.k8s.io/FlowSchema": kind(flowSchema),
  "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration": kind(priorityLevelConfiguration),
  "networking.k8s.io/Ingress": kind(ingress),
  "networking.k8s.io/IngressClass": kind(ingressClass),
  "networking.k8s.io/NetworkPolicy": kind(networkPolicy),
  "node.k8s.io/RuntimeClass": plain(runtimeClass),
  "policy/PodDisruptionBudget": unnamed(podDisruptionBudget),
  "rbac.authorization.k8s.io/ClusterRole": kind(rbac.clusterRole, pathSegment),
  "rbac.authorization.k8s.io/ClusterRoleBinding": kind(rbac.clusterRoleBinding, pathSegment),
  "rbac.authorization.k8s.io/Role": kind(rbac.role, pathSegment),
  "rbac.authorization.k8s.io/RoleBinding": kind(rbac.roleBinding, pathSegment),
  "resource.k8s.io/DeviceClass": kind(devices.deviceClass, dnsSubdomain, { prefixIsFree: true }),
  "resource.k8s.io/ResourceClaim": kind(devices.resourceClaim),
  "resource.k8s.io/ResourceClaimTemplate": kind(devices.resourceClaimTemplate),
  "scheduling.k8s.io/PriorityClass": kind(cluster.priorityClass),
  "storage.k8s.io/CSIDriver": kind(csiDriver),
  "storage.k8s.io/StorageClass": kind(storageClass),
  "storage.k8s.io/VolumeAttributesClass": kind(volumeAttributesClass),
};
