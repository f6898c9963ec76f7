import { lookup } from "../lookup.ts";

/** Kinds that belong to no namespace, by API group. `kubectl api-resources --namespaced=false`, and the CRDs of the operators the typed models cover. */
const CLUSTER_SCOPED: Readonly<Record<string, readonly string[]>> = {
  "": ["ComponentStatus", "Namespace", "Node", "PersistentVolume"],
  "admissionregistration.k8s.io": [
    "MutatingAdmissionPolicy",
    "MutatingAdmissionPolicyBinding",
    "MutatingWebhookConfiguration",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
  ],
  "apiextensions.k8s.io": ["CustomResourceDefinition"],
  "apiregistration.k8s.io": ["APIService"],
  "certificates.k8s.io": ["CertificateSigningRequest", "ClusterTrustBundle"],
  "flowcontrol.apiserver.k8s.io": ["FlowSchema", "PriorityLevelConfiguration"],
  "networking.k8s.io": ["IngressClass", "IPAddress", "ServiceCIDR"],
  "node.k8s.io": ["RuntimeClass"],
  "rbac.authorization.k8s.io": ["ClusterRole", "ClusterRoleBinding"],
  "resource.k8s.io": ["DeviceClass", "DeviceTaintRule", "ResourceSlice"],
  "scheduling.k8s.io": ["PriorityClass"],
  "storage.k8s.io": ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment", "VolumeAttributesClass"],
  "argoproj.io": ["ClusterAnalysisTemplate", "ClusterWorkflowTemplate"],
  "cert-manager.io": ["ClusterIssuer"],
  "external-secrets.io": ["ClusterExternalSecret", "ClusterPushSecret", "ClusterSecretStore"],
  "gateway.networking.k8s.io": ["GatewayClass"],
  "generators.external-secrets.io": ["ClusterGenerator"],
  "karpenter.sh": ["NodeClaim", "NodeOverlay", "NodePool"],
  "karpenter.k8s.aws": ["EC2NodeClass"],
  "keda.sh": ["ClusterTriggerAuthentication"],
  "eventing.keda.sh": ["ClusterCloudEventSource"],
  "nvidia.com": ["ClusterPolicy", "NVIDIADriver"],
};

/** The API group of an apiVersion; "" for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

/** Groups without a dot, and those of Kubernetes itself; Gateway API and the like are custom resources under its domain. */
export function isBuiltIn(apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  return !group.includes(".") || (group.endsWith(".k8s.io") && !["gateway.networking.k8s.io", "autoscaling.k8s.io"].includes(group));
}

/** Whether objects of a kind live in a namespace. A kind that is not known is taken to, as most do. */
export function isNamespaced(apiVersion: string, kind: string): boolean {
  return !lookup(CLUSTER_SCOPED, groupOf(apiVersion))?.includes(kind);
}
