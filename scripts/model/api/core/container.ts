import type { Field } from "../field.ts";
import { dnsLabel } from "../formats.ts";
import { all, type Check, fields, rule } from "../rule.ts";
import { listed, oneOf, requiredText } from "../values.ts";
import { hostPorts, ports } from "./container-ports.ts";
import { env, envFrom } from "./env.ts";
import { type Volumes, volumeMounts } from "./mounts.ts";
import { lifecycle, probes } from "./probe.ts";
import { containerResources } from "./resources.ts";
import { containerSecurity } from "./security-context.ts";

/** What a container must know of its pod. */
export interface Pod {
  spec: Field;
  volumes: Volumes;
  /** Names of the pod's resource claims. */
  claims: Set<string>;
  /** terminationGracePeriodSeconds, or its default. */
  grace: number;
  /** spec.os.name, or "". */
  os: string;
}

const identity: Check = rule(
  "container",
  "core validateContainerCommon",
  "Give each container a name of lower case letters, digits and '-', an image, and policies that the API knows.",
  fields({
    name: requiredText(dnsLabel),
    image: requiredText(),
    imagePullPolicy: oneOf("Always", "IfNotPresent", "Never"),
    terminationMessagePolicy: oneOf("File", "FallbackToLogsOnError"),
  }),
);

const resizePolicy: Check<[Pod]> = rule(
  "resize-policy",
  "core validateResizePolicy",
  "Name cpu and memory once each, with NotRequired or RestartContainer.",
  (container, pod) => {
    const seen = new Set<string>();
    for (const policy of container.at("resizePolicy").items) {
      const [resource, restart] = [policy.at("resourceName"), policy.at("restartPolicy")];
      if (seen.has(resource.text)) resource.duplicate();
      seen.add(resource.text);
      if (resource.text === "") resource.required();
      else oneOf("cpu", "memory")(resource);
      if (restart.text === "") restart.required();
      else oneOf("NotRequired", "RestartContainer")(restart);
      if (pod.spec.at("restartPolicy").text === "Never" && restart.text !== "NotRequired") {
        restart.invalid("must be 'NotRequired' when pod `restartPolicy` is 'Never'");
      }
    }
  },
);

const restartPolicy: Check = rule(
  "container-restart-policy",
  "core validateContainerRestartPolicy",
  "Use Always, OnFailure or Never; rules of restart need a policy, an action and exit codes.",
  (container) => {
    const [policy, rules] = [container.at("restartPolicy"), container.at("restartPolicyRules")];
    if (!policy.present && rules.size > 0) policy.required("must specify restartPolicy when restart rules are used");
    listed("Always", "Never", "OnFailure")(policy);
    if (rules.size > 20) rules.tooMany(20);
    for (const rule of rules.items) {
      const [action, codes] = [rule.at("action"), rule.at("exitCodes")];
      if (action.text !== "Restart" && action.text !== "RestartAllContainers") {
        action.unsupported(["Restart", "RestartAllContainers"], action.text);
      }
      const [operator, values] = [codes.at("operator"), codes.at("values")];
      if (!codes.present) codes.required("must be specified");
      else if (operator.text !== "In" && operator.text !== "NotIn") operator.unsupported(["In", "NotIn"], operator.text);
      if (values.size > 255) values.tooMany(255);
    }
  },
);

/** What every container, of whatever role, must keep to. */
const common: Check<[Pod]> = (container, pod) => {
  all(identity, fields({ ports, env, envFrom }), restartPolicy)(container);
  volumeMounts(container, pod.volumes);
  containerResources(container.at("resources"), pod.claims);
  resizePolicy(container, pod);
  containerSecurity(container.at("securityContext"), pod.spec.at("hostUsers").value !== false);
};

/** A container that runs as long as the pod, or a sidecar. */
const running: Check<[Pod]> = (container, pod) => {
  probes(container);
  lifecycle(container.at("lifecycle"), pod.grace, pod.os);
};

const onlySidecars: Check = rule(
  "init-container",
  "core validateInitContainers",
  "Keep probes and lifecycle hooks to containers that run on, or make it a sidecar with restartPolicy: Always.",
  (container) => {
    for (const key of ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"]) {
      if (container.at(key).present) {
        container.at(key).forbidden("may not be set for init containers without restartPolicy=Always");
      }
    }
    for (const policy of container.at("resizePolicy").items.map((item) => item.at("restartPolicy"))) {
      if (policy.text === "RestartContainer") {
        policy.invalid("must not be set to 'RestartContainer' for non-sidecar initContainers");
      }
    }
  },
);

const names: Check = rule(
  "container-names",
  "core validateContainers, validateInitContainers",
  "List at least one container, and name every container of the pod differently, init containers too.",
  (spec) => {
    const seen = new Set<string>();
    if (spec.at("containers").size === 0) spec.at("containers").required();
    for (const list of ["containers", "initContainers", "ephemeralContainers"]) {
      for (const name of spec.at(list).items.map((container) => container.at("name"))) {
        if (name.text !== "" && seen.has(name.text)) name.duplicate();
        seen.add(name.text);
      }
    }
  },
);

/** The containers of a pod. */
export const containers: Check<[Pod]> = (spec, pod) => {
  names(spec);
  for (const container of spec.at("containers").items) {
    common(container, pod);
    running(container, pod);
  }
  for (const container of spec.at("initContainers").items) {
    common(container, pod);
    if (container.at("restartPolicy").text === "Always") running(container, pod);
    else onlySidecars(container);
  }
  hostPorts(spec.at("containers"));
};
