import { lookup } from "../../../lookup.ts";
import { httpHeader } from "../formats.ts";
import { type Check, each, fields, present, rule } from "../rule.ts";
import { atLeast, nonNegative, oneOf, portNumber, portNumberOrName } from "../values.ts";

const exec: Check = (field) => {
  if (field.at("command").size === 0) field.at("command").required();
};

const header: Check = (field) => field.at("name").invalidEach(httpHeader(field.at("name").text), field.at("name").text);

const httpGet: Check = fields({
  port: portNumberOrName,
  scheme: oneOf("HTTP", "HTTPS"),
  httpHeaders: each(header),
});

const ACTIONS: Record<string, Check<[number]>> = {
  exec,
  httpGet,
  tcpSocket: fields({ port: portNumberOrName }),
  grpc: fields({ port: portNumber }),
  sleep: (field, grace) => {
    const seconds = field.at("seconds").number ?? 0;
    if (seconds < 0 || seconds > grace) {
      field.invalid(`must be non-negative and less than terminationGracePeriodSeconds (${grace})`, seconds);
    }
  },
};

/** Exactly one way to act, and that one complete. */
const action: Check<[kinds: string[], grace: number]> = (field, kinds, grace) => {
  const given = kinds.filter((kind) => field.at(kind).present);
  const [first, ...more] = given;
  if (first === undefined) return field.required("must specify a handler type");
  lookup(ACTIONS, first)?.(field.at(first), grace);
  for (const kind of more) field.at(kind).forbidden("may not specify more than 1 handler type");
};

const handler: Check = rule(
  "probe-handler",
  "core validateHandler",
  "Give each probe exactly one of exec, httpGet, tcpSocket and grpc, with what it needs.",
  (field) => action(field, ["exec", "httpGet", "tcpSocket", "grpc"], 0),
);

const timing: Check = rule(
  "probe-timing",
  "core validateProbe",
  "Use seconds and thresholds that are not negative.",
  fields({
    initialDelaySeconds: nonNegative,
    timeoutSeconds: nonNegative,
    periodSeconds: nonNegative,
    successThreshold: nonNegative,
    failureThreshold: nonNegative,
    terminationGracePeriodSeconds: atLeast(1, "must be greater than 0"),
  }),
);

const oneSuccess: Check = rule(
  "probe-success-threshold",
  "core validateLivenessProbe, validateStartupProbe",
  "Leave successThreshold out (or 1) on liveness and startup probes; only readiness may ask for more.",
  (field) => {
    const threshold = field.at("successThreshold");
    if ((threshold.number ?? 1) > 1) threshold.invalid("must be 1");
  },
);

const noGracePeriod: Check = rule(
  "readiness-probe",
  "core validateReadinessProbe",
  "Set terminationGracePeriodSeconds on liveness or startup probes; readiness never ends a container.",
  (field) => {
    const grace = field.at("terminationGracePeriodSeconds");
    if (grace.present) grace.invalid("must not be set for readinessProbes");
  },
);

function probe(extra: Check): Check {
  return present((field) => {
    handler(field);
    timing(field);
    extra(field);
  });
}

/** The three probes of a container. */
export const probes: Check = fields({
  livenessProbe: probe(oneSuccess),
  readinessProbe: probe(noGracePeriod),
  startupProbe: probe(oneSuccess),
});

/**
 * What a container does when it starts and stops.
 * @param grace the pod's terminationGracePeriodSeconds
 * @param os the pod's spec.os.name, or ""
 */
export const lifecycle: Check<[grace: number, os: string]> = rule(
  "lifecycle",
  "core validateLifecycle",
  "Give each hook exactly one of exec, httpGet, tcpSocket and sleep; a stop signal needs spec.os.name.",
  (field, grace, os) => {
    if (!field.present) return;
    for (const hook of ["postStart", "preStop"]) {
      if (field.at(hook).present) action(field.at(hook), ["exec", "httpGet", "tcpSocket", "sleep"], grace);
    }
    const signal = field.at("stopSignal");
    if (!signal.present) return;
    if (os === "") signal.forbidden("may not be set for containers with empty `spec.os.name`");
    else if (os === "windows" && signal.text !== "SIGKILL" && signal.text !== "SIGTERM") {
      signal.unsupported(["SIGKILL", "SIGTERM"]);
    }
  },
);
