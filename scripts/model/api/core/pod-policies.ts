import { dnsLabel, dnsSubdomain, qualifiedName } from "../formats.ts";
import { labels } from "../meta.ts";
import { type Check, each, fields, present, rule } from "../rule.ts";
import { between, formatted, oneOf, requiredText } from "../values.ts";
import { hostAliases } from "./pod-network.ts";
import { overhead, podResources } from "./resources.ts";
import { affinity, tolerations, topologySpread } from "./scheduling.ts";
import { volumes } from "./volume.ts";

export const policies: Check = rule(
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

export const onlyPods: Check = rule("pod-image", "core validateContainerOnlyForPod", "Take the spaces around the image away.", (spec) => {
  for (const image of [...spec.at("containers").items, ...spec.at("initContainers").items].map((container) => container.at("image"))) {
    if (image.text.trim() !== image.text) image.invalid("must not have leading or trailing whitespace");
  }
});

const claims: Check = rule(
  "pod-resource-claims",
  "core validatePodResourceClaim",
  "Give each claim a name of its own and one of resourceClaimName and resourceClaimTemplateName.",
  (field) => {
    const seen = new Set<string>();
    for (const claim of field.items) {
      const [name, direct, template] = claim.places("name", "resourceClaimName", "resourceClaimTemplateName");
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

export const places: Check = fields({
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
