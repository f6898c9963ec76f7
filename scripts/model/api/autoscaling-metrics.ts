import { lookup } from "../../lookup.ts";
import { CONTAINER_RESOURCES, resourceNameErrors } from "./core/resource-names.ts";
import type { Field } from "./field.ts";
import { dnsLabel, pathSegment } from "./formats.ts";
import { type Check, each, rule } from "./rule.ts";
import { atLeast, nanos, quantity, requiredText } from "./values.ts";

export const reference: Check<[emptyGroup: boolean]> = rule(
  "hpa-reference",
  "autoscaling ValidateCrossVersionObjectReference",
  "Name apiVersion (with its group), kind and name of what is scaled or measured.",
  (field, emptyGroup) => {
    const version = field.at("apiVersion");
    requiredText(pathSegment)(field.at("kind"));
    requiredText(pathSegment)(field.at("name"));
    if ((version.text.match(/\//g) ?? []).length > 1) version.invalid(`unexpected GroupVersion string: ${version.text}`);
    else if (!emptyGroup && !version.text.includes("/")) version.invalid("apiVersion must specify API group", version.text);
  },
);

const TARGET_TYPES = ["Utilization", "Value", "AverageValue"];

function target(field: Field): void {
  const type = field.at("type");
  if (type.text === "") type.required("must specify a metric target type");
  else if (!TARGET_TYPES.includes(type.text)) type.invalid("must be either Utilization, Value, or AverageValue");
  for (const key of ["value", "averageValue"]) {
    quantity(field.at(key));
    if ((nanos(field.at(key)) ?? 1n) <= 0n) field.at(key).invalid("must be positive");
  }
  atLeast(1, "must be greater than 0")(field.at("averageUtilization"));
}

function identifier(field: Field): void {
  requiredText(pathSegment, "must specify a metric name")(field.at("name"));
}

/** One of two ways to say how much is wanted, and perhaps not both. */
function wants(field: Field, [first, second]: [string, string], needed: string, both?: string): void {
  const [one, other] = [field.at(first), field.at(second)];
  if (!one.present && !other.present) one.required(needed);
  if (one.present && other.present && both) other.forbidden(both);
}

const RAW_OR_UTILIZATION = [
  "must set either a target raw value or a target utilization",
  "may not set both a target raw value and a target utilization",
] as const;

/** Type of metric → its field, and what that must hold. */
const SOURCES: Record<string, [key: string, check: Check]> = {
  Object: [
    "object",
    (field) => {
      reference(field.at("describedObject"), true);
      identifier(field.at("metric"));
      wants(field.at("target"), ["averageValue", "value"], "must set either a target value or averageValue");
    },
  ],
  External: [
    "external",
    (field) => {
      identifier(field.at("metric"));
      wants(
        field.at("target"),
        ["averageValue", "value"],
        "must set either a target value for metric or a per-pod target",
        "may not set both a target value for metric and a per-pod target",
      );
    },
  ],
  Pods: [
    "pods",
    (field) => {
      const average = field.under("target", "averageValue");
      identifier(field.at("metric"));
      if (!average.present) average.required("must specify a positive target averageValue");
    },
  ],
  Resource: [
    "resource",
    (field) => {
      requiredText(undefined, "must specify a resource name")(field.at("name"));
      wants(field.at("target"), ["averageUtilization", "averageValue"], ...RAW_OR_UTILIZATION);
    },
  ],
  ContainerResource: [
    "containerResource",
    (field) => {
      const name = field.at("name");
      if (name.text === "") name.required("must specify a resource name");
      else name.invalidEach(resourceNameErrors(name.text, CONTAINER_RESOURCES, "must be a standard resource for containers"));
      requiredText(dnsLabel, "must specify a container")(field.at("container"));
      wants(field.at("target"), ["averageUtilization", "averageValue"], ...RAW_OR_UTILIZATION);
    },
  ],
};
const METRIC_TYPES = Object.keys(SOURCES).sort();

export const metrics: Check = rule(
  "hpa-metrics",
  "autoscaling validateMetricSpec",
  "Give each metric a type and the one field of that type, with a target above zero.",
  each((metric) => {
    const type = metric.at("type");
    const [wanted, check] = lookup(SOURCES, type.text) ?? [];
    if (type.text === "") type.required("must specify a metric source type");
    else if (!wanted) type.unsupported(METRIC_TYPES);
    const given = Object.values(SOURCES).filter(([key]) => metric.at(key).present);
    for (const [key] of given) if (key !== wanted && wanted) metric.at(key).forbidden("must populate the given metric source only");
    if (!wanted || !check) return;
    if (!metric.at(wanted).present) return metric.at(wanted).required("must populate information for the given metric source");
    check(metric.at(wanted));
    target(metric.at(wanted).at("target"));
  }),
);
