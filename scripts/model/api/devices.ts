/** What workloads ask for when they ask for devices (dynamic resource allocation). */
import { celEnvironment, compile } from "../cel/environment.ts";
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from "./formats.ts";
import { type Check, each, fields, rule } from "./rule.ts";
import { formatted, oneOf, requiredText } from "./values.ts";

/** What a selector may ask a device for. Source: dynamic-resource-allocation/cel compile.go */
const DEVICE = ["driver", "attributes", "capacity", "allowMultipleAllocations"];

const MOST = 32;

const selectors: Check = rule("device-selectors", "resource validateSelector", "Give each of at most 32 selectors a CEL expression over `device`.", (field) => {
  if (field.size > MOST) field.tooMany(MOST);
  for (const item of field.items) {
    const cel = item.at("cel");
    if (!cel.present) {
      cel.required();
      continue;
    }
    const place = cel.at("expression");
    const { error, type } = compile(place.text, celEnvironment([], { device: DEVICE }));
    if (error) place.invalid(`compilation failed: ERROR: <input>: ${error}`, place.text);
    else if (type && type !== "bool" && type !== "dyn") place.invalid("must evaluate to bool or the unknown type, not", type);
  }
});

const configuration: Check = rule("device-configuration", "resource validateDeviceConfiguration", "Name the driver that the parameters are for.", (field) => {
  if (field.size > MOST) field.tooMany(MOST);
  for (const item of field.items) {
    const opaque = item.at("opaque");
    if (!opaque.present) opaque.required();
    else {
      requiredText(dnsSubdomain)(opaque.at("driver"));
      if (!opaque.at("parameters").present) opaque.at("parameters").required();
    }
  }
});

/** DeviceClass, resource.k8s.io/v1. */
export const deviceClass: Check = fields({ spec: fields({ selectors, config: configuration }) });

const count: Check = rule("device-count", "resource validateDeviceAllocationMode", "Use allocationMode ExactCount with a count, or All without.", (field) => {
  const [mode, number] = field.places("allocationMode", "count");
  oneOf("All", "ExactCount")(mode);
  if (mode.text === "All" && (number.number ?? 0) !== 0) number.invalid("must not be specified when allocationMode is 'All'");
  // With no mode, or ExactCount and 0, the count is defaulted to 1.
  else if ((number.number ?? 1) < 0) number.invalid("must be greater than zero");
});

const tolerations: Check = rule(
  "device-tolerations",
  "resource validateDeviceToleration",
  "Use operator Exists without a value, or Equal with one.",
  each((item) => {
    const [key, operator, value, effect] = item.places("key", "operator", "value", "effect");
    formatted(qualifiedName)(key);
    oneOf("Equal", "Exists")(operator);
    if (operator.text === "Exists" && value.text !== "") value.invalid("must be empty for operator `Exists`");
    else value.invalidEach(labelValue(value.text));
    oneOf("NoExecute", "NoSchedule", "None")(effect);
  }),
);

const className: Check = rule("device-class-name", "resource validateDeviceClass", "Name a DeviceClass.", requiredText(dnsSubdomain));

const device: Check = (field) => {
  className(field.at("deviceClassName"));
  selectors(field.at("selectors"));
  count(field);
  tolerations(field.at("tolerations"));
};

const requests: Check = rule(
  "device-requests",
  "resource validateDeviceRequest",
  "Name each request with a DNS label of its own, and give it `exactly` or `firstAvailable`.",
  (field) => {
    if (field.size > MOST) field.tooMany(MOST);
    const seen = new Set<string>();
    for (const item of field.items) {
      const [name, exactly, alternatives] = item.places("name", "exactly", "firstAvailable");
      name.invalidEach(dnsLabel(name.text), name.text);
      if (seen.has(name.text)) item.duplicate(name.text);
      seen.add(name.text);
      if (exactly.present && alternatives.size > 0) item.invalid("exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set");
      else if (exactly.present) device(exactly);
      else if (alternatives.size === 0) item.required("exactly one of `exactly` or `firstAvailable` is required");
      for (const each of alternatives.items) {
        each.at("name").invalidEach(dnsLabel(each.at("name").text), each.at("name").text);
        device(each);
      }
    }
  },
);

const constraints: Check = rule(
  "device-constraints",
  "resource validateDeviceConstraint",
  "Give each constraint an attribute, and requests of this claim.",
  (field) => {
    if (field.size > MOST) field.tooMany(MOST);
    for (const item of field.items) {
      if (!item.at("matchAttribute").present && !item.at("distinctAttribute").present) {
        item.required('exactly one of "matchAttribute" or "distinctAttribute" is required, but multiple fields are set');
      }
    }
  },
);

const claim: Check = fields({ devices: fields({ requests, constraints, config: configuration }) });

/** ResourceClaim, resource.k8s.io/v1. */
export const resourceClaim: Check = fields({ spec: claim });

/** ResourceClaimTemplate, resource.k8s.io/v1. */
export const resourceClaimTemplate: Check = fields({ spec: fields({ spec: claim }) });
