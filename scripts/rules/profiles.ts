import type { Level, Levels } from "./levels.ts";

/** A set of levels under a name, for a repository that has not decided on each rule itself. */
export interface Profile {
  /** For whom it is, in a sentence. */
  readonly description: string;
  readonly levels: Levels;
}

/** The same level for several rules of a group. */
function all(level: Level, group: string, names: string): Levels {
  return Object.fromEntries(names.split(" ").map((name) => [`${group}/${name}`, level]));
}

/**
 * What holds anywhere: shape, the API's own rules, what breaks inside the repository, rights that give away the cluster, and the Pod
 * Security level that a namespace claims for itself. What is a convention, or can only be told with knowledge of the cluster, is off
 * or weighs less.
 */
const STRANGER: Levels = {
  ...all("off", "security", "namespace-level network-default-deny read-only-root-filesystem service-account-token public-service privileged-namespace"),
  ...all("warning", "security", "image-tag secret-manifest rbac-cluster-admin rbac-escalation rbac-exec rbac-secrets rbac-subjects rbac-wildcard"),
  ...all("off", "gitops", "automated crd-provider finalizer hook-delete-policy project-default project-wildcard repository-url source-overrides sync-wave"),
  ...all("warning", "gitops", "allow-empty application-set autoscaled-replicas crd-order pinned-revision project-argocd-namespace tracking-id"),
  ...all("off", "alerts", "absent-guard annotations dashboard-datasource dashboard-identity dashboard-sidecar for objectives ratio"),
  ...all("off", "alerts", "recording-rule-name runbook-exists severity traffic-guard"),
  ...all("warning", "alerts", "counter-raw dashboard-panels gauge-rate"),
  ...all("off", "references", "external-secret-store ingress-certificate ingress-class-exists issuer-exists monitor-label network-dns network-flow"),
  ...all("off", "references", "network-ingress network-scrape network-policy-peer priority-class-exists role-bound secret-exists"),
  ...all("off", "references", "storage-class-exists unused unused-secret-key autoscaler-metric"),
  ...all("warning", "references", "claim-exists config-map-exists monitor-target service-account-exists service-selects-pods stateful-set-service"),
  ...all("warning", "references", "trigger-authentication"),
  ...all("info", "kustomize", "deprecated-field unused-file"),
  ...all("info", "applications", "overlay-deployed-once"),
  ...all("warning", "model", "unknown-kind"),
  ...all("info", "model", "newer-field"),
};

/** The profiles that `profile` of gitops.yaml may name. */
export const PROFILES = {
  default: { description: "what is wrong anywhere; conventions and what only the cluster can tell are off or weigh less", levels: STRANGER },
  strict: { description: "every rule at its own severity, as a platform team holds its own repository to them", levels: {} },
} as const satisfies Readonly<Record<string, Profile>>;

/** The name of a profile. */
export type ProfileName = keyof typeof PROFILES;
