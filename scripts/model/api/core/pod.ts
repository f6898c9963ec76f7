import type { Field } from "../field.ts";
import { dnsLabel, dnsSubdomain, dnsSubdomainUnderscore, qualifiedName } from "../formats.ts";
import { ipAddress } from "../ip.ts";
import { listKeys } from "../list-keys.ts";
import { annotations, labels } from "../meta.ts";
import { all, type Check, each, fields, present, rule } from "../rule.ts";
import { between, formatted, oneOf, requiredText } from "../values.ts";
import { containers, type Pod } from "./container.ts";
import type { Volumes } from "./mounts.ts";
import { podAggregates } from "./pod-resources.ts";
import { overhead, podResources } from "./resources.ts";
import { affinity, tolerations, topologySpread } from "./scheduling.ts";
import { hostUsers, podSecurity } from "./security-context.ts";
import { volumes } from "./volume.ts";
import { windowsPod } from "./windows.ts";

const policies: Check = rule(
  "pod-policies",
  "core ValidatePodSpec",
  "Use the policies that the API documentation lists, and names of objects where names are asked for.",
  fields({
    restartPolicy: oneOf("Always", "OnFailure", "Never"),
    dnsPolicy: oneOf("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"),
    preemptionPolicy: oneOf("PreemptLowerPriority", "Never"),
    serviceAccountName: formatted(dnsSubdomain),
    nodeName: formatted(dnsSubdomain),
    priorityClassName: formatted(dnsSubdomain),
    runtimeClassName: (field) => {
      if (field.present) field.invalidEach(dnsSubdomain(field.text));
    },
    activeDeadlineSeconds: between(1, 2 ** 31 - 1),
    readinessGates: each(fields({ conditionType: (field) => field.invalidEach(qualifiedName(field.text), field.text) })),
    schedulingGates: each(fields({ name: (field) => field.invalidEach(qualifiedName(field.text), field.text) })),
    os: present(
      fields({
        name: (field) => {
          if (field.text === "") field.required();
          else oneOf("linux", "windows")(field);
        },
      }),
    ),
  }),
);

const hostNames: Check = rule(
  "pod-hostname",
  "core ValidatePodSpec",
  "Use lower case letters, digits and '-' in hostname and subdomain, at most 63.",
  fields({ hostname: formatted(dnsLabel), subdomain: formatted(dnsLabel) }),
);

const onlyPods: Check = rule("pod-image", "core validateContainerOnlyForPod", "Take the spaces around the image away.", (spec) => {
  for (const image of [...spec.at("containers").items, ...spec.at("initContainers").items].map((container) => container.at("image"))) {
    if (image.text.trim() !== image.text) image.invalid("must not have leading or trailing whitespace");
  }
});

const dns: Check = rule("pod-dns", "core validatePodDNSConfig", "Give dnsPolicy None a dnsConfig with one to three nameservers.", (spec) => {
  const config = spec.at("dnsConfig");
  const [servers, searches] = [config.at("nameservers"), config.at("searches")];
  if (spec.at("dnsPolicy").text === "None") {
    if (!config.present) return config.required("must provide `dnsConfig` when `dnsPolicy` is None");
    if (servers.size === 0) {
      return servers.required("must provide at least one DNS nameserver when `dnsPolicy` is None");
    }
  }
  if (servers.size > 3) servers.invalid("must not have more than 3 nameservers");
  for (const server of servers.items) server.invalidEach(ipAddress(server.text));
  if (searches.size > 32) searches.invalid("must not have more than 32 search paths");
  if (searches.texts.join(" ").length > 2048) {
    searches.invalid("must not have more than 2048 characters (including spaces) in the search list");
  }
  for (const search of searches.items) {
    if (search.text !== ".") search.invalidEach(dnsSubdomainUnderscore(search.text.replace(/\.$/, "")));
  }
  for (const option of config.at("options").items) {
    if (option.at("name").text === "") option.required("must not be empty");
  }
});

const hostNetwork: Check<[Pod]> = rule(
  "host-network-ports",
  "core validatePodHostNetworkDeps",
  "With hostNetwork: true, leave hostPort out or make it equal to containerPort.",
  (spec) => {
    if (!spec.at("hostNetwork").true) return;
    for (const port of spec.at("containers").items.flatMap((container) => container.at("ports").items)) {
      const host = port.at("hostPort");
      if (host.number && host.number !== port.at("containerPort").number) {
        host.invalid("must match `containerPort` when `hostNetwork` is true");
      }
    }
  },
);

const hostAliases: Check = rule(
  "host-aliases",
  "core ValidateHostAliases",
  "Give each alias an IP address and host names.",
  each(
    fields({
      ip: (field) => field.invalidEach(ipAddress(field.text), field.text),
      hostnames: each((name) => name.invalidEach(dnsSubdomain(name.text))),
    }),
  ),
);

const claims: Check = rule(
  "pod-resource-claims",
  "core validatePodResourceClaim",
  "Give each claim a name of its own and one of resourceClaimName and resourceClaimTemplateName.",
  (field) => {
    const seen = new Set<string>();
    for (const claim of field.items) {
      const [name, direct, template] = ["name", "resourceClaimName", "resourceClaimTemplateName"].map((key) => claim.at(key)) as [Field, Field, Field];
      requiredText(dnsLabel)(name);
      if (name.text !== "" && seen.has(name.text)) name.duplicate();
      seen.add(name.text);
      if (direct.present && template.present) {
        claim.invalid("at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
      } else if (!direct.present && !template.present) {
        claim.invalid("must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
      }
      formatted(dnsSubdomain)(direct);
      formatted(dnsSubdomain)(template);
    }
  },
);

const places: Check = fields({
  nodeSelector: labels,
  affinity,
  tolerations,
  topologySpreadConstraints: topologySpread,
  hostAliases,
  resourceClaims: claims,
  volumes,
  overhead,
  resources: podResources,
});

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
  all(policies, dns, places, podSecurity, hostUsers, podAggregates, listKeys)(spec);
  hostNetwork(spec, pod);
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
