/**
 * What the API server knows of the names of resources.
 * Source: k8s.io/kubernetes pkg/apis/core/helper/helpers.go.
 */
import { qualifiedName } from "../formats.ts";

const COUNTED = [
  "pods",
  "resourcequotas",
  "services",
  "replicationcontrollers",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
  "services.nodeports",
  "services.loadbalancers",
];
const AMOUNTS = ["cpu", "memory", "ephemeral-storage"];
const OF_QUOTAS = [...AMOUNTS, "storage"].map((name) => `requests.${name}`).concat(AMOUNTS.map((name) => `limits.${name}`));

/** Resources of containers without a domain, besides huge pages. */
export const CONTAINER_RESOURCES = new Set(AMOUNTS);
/** Resources of quotas without a domain, besides huge pages. */
export const QUOTA_RESOURCES = new Set([...COUNTED, ...AMOUNTS, ...OF_QUOTAS]);
const STANDARD_RESOURCES = new Set([...QUOTA_RESOURCES, "storage"]);

export function isHugePages(name: string): boolean {
  return name.startsWith("hugepages-");
}

/** Resources that Kubernetes itself defines: without a domain, or in kubernetes.io. */
export function isNative(name: string): boolean {
  return !name.includes("/") || name.includes("kubernetes.io/");
}

/** Resources that a device plugin offers, such as nvidia.com/gpu. */
export function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith("requests.") && qualifiedName(`requests.${name}`).length === 0;
}

/** Resources of which one can only have whole pieces. */
export function isIntegerResource(name: string): boolean {
  return COUNTED.includes(name) || isExtended(name);
}

/** Resources of which a container may request less than its limit. */
export function isOvercommitAllowed(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

/**
 * What is wrong with the name of a resource.
 * @param allowed names without a domain that may stand here, besides huge pages
 * @param otherwise what to say of others
 */
export function resourceNameErrors(name: string, allowed: Set<string>, otherwise: string): string[] {
  const wrong = qualifiedName(name);
  if (wrong.length > 0) return wrong;
  if (name.includes("/")) {
    if (allowed !== CONTAINER_RESOURCES || isNative(name) || isExtended(name)) return [];
    return ["doesn't follow extended resource name standard"];
  }
  if (allowed.has(name) || isHugePages(name)) return [];
  if (allowed === QUOTA_RESOURCES && name.startsWith("requests.hugepages-")) return [];
  const unknown = !STANDARD_RESOURCES.has(name) && !name.startsWith("requests.hugepages-");
  return [unknown ? "must be a standard resource type or fully qualified" : otherwise];
}

/** What is wrong with the name of a resource anywhere. Source: core validateResourceName. */
export function anyResourceNameErrors(name: string): string[] {
  return resourceNameErrors(name, STANDARD_RESOURCES, "must be a standard resource type or fully qualified");
}
