import type { Field } from "../field.ts";
import { listKeys } from "../list-keys.ts";
import { annotations, labels } from "../meta.ts";
import { all, type Check, rule } from "../rule.ts";
import { containers, type Pod } from "./container.ts";
import type { Volumes } from "./mounts.ts";
import { dns, hostNames, hostNetwork } from "./pod-network.ts";
import { onlyPods, places, policies } from "./pod-policies.ts";
import { podAggregates } from "./pod-resources.ts";
import { hostUsers, podSecurity } from "./pod-security.ts";
import { windowsPod } from "./windows.ts";

/** What stands in a pod besides its own spec. */
export interface Surroundings {
  /** Names of the claims that a StatefulSet makes for each pod: they take the place of volumes. */
  claimTemplates?: string[];
  isPod?: boolean;
  /** A StatefulSet gives each pod its hostname and subdomain: those of the template are not looked at. */
  namesItsPods?: boolean;
}

/**
 * The spec of a pod or of a pod template.
 * @param spec its place
 */
export function podSpec(spec: Field, { claimTemplates = [], isPod = false, namesItsPods = false }: Surroundings = {}): void {
  const volumes: Volumes = new Map();
  for (const volume of spec.at("volumes").items) volumes.set(volume.at("name").text, volume);
  for (const name of claimTemplates) volumes.set(name, undefined);
  const pod: Pod = {
    spec,
    volumes,
    claims: new Set(spec.at("resourceClaims").items.map((claim) => claim.at("name").text)),
    grace: spec.at("terminationGracePeriodSeconds").number ?? 30,
    os: spec.under("os", "name").text,
  };
  if (isPod) onlyPods(spec);
  if (!namesItsPods) hostNames(spec);
  if (pod.os === "windows") windowsPod(spec);
  all(policies, dns, hostNetwork, places, podSecurity, hostUsers, podAggregates, listKeys)(spec);
  containers(spec, pod);
}

const podAnnotations: Check = rule(
  "pod-annotations",
  "core ValidatePodSpecificAnnotations",
  "Use a whole number for controller.kubernetes.io/pod-deletion-cost, without a leading zero or '+'.",
  (field) => {
    const cost = field.at("controller.kubernetes.io/pod-deletion-cost");
    if (!cost.present) return;
    const number = Number(cost.text);
    if (!/^(0|-?[1-9][0-9]*)$/.test(cost.text) || number > 2 ** 31 - 1 || number < -(2 ** 31)) {
      cost.invalid("must be a 32bit integer");
    }
  },
);

const noEphemeral: Check = rule(
  "ephemeral-containers",
  "core ValidatePodTemplateSpec, ValidatePodCreate",
  "Leave ephemeralContainers out of files; kubectl debug adds them to running pods.",
  (field) => {
    if (field.size > 0) field.forbidden("ephemeral containers not allowed in pod template");
  },
);

/**
 * The template of the pods of a workload.
 * @param template its place
 */
export function podTemplate(template: Field, surroundings: Surroundings = {}): void {
  const metadata = template.at("metadata");
  labels(metadata.at("labels"));
  annotations(metadata.at("annotations"));
  podAnnotations(metadata.at("annotations"));
  noEphemeral(template.under("spec", "ephemeralContainers"));
  podSpec(template.at("spec"), surroundings);
}

/** A pod itself, which nobody should write, but may. */
export const pod: Check = (object) => {
  const spec = object.at("spec");
  podAnnotations(object.under("metadata", "annotations"));
  noEphemeral(spec.at("ephemeralContainers"));
  podSpec(spec, { isPod: true });
};
