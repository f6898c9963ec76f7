import type { Field } from "../field.ts";
import { dnsLabel, dnsSubdomain, domainPrefixedPath, pathSegment, portName, wildcardSubdomain } from "../formats.ts";
import { parseAddress } from "../ip.ts";
import { type Check, each, fields, present, rule } from "../rule.ts";
import { formatted, oneOf, portNumber, requiredText } from "../values.ts";

const IN_PATH = ["//", "/./", "/../", "%2f", "%2F"];
const AT_END = ["/..", "/."];

function host(field: Field): void {
  if (parseAddress(field.text)) field.invalid("must be a DNS name, not an IP address");
  field.invalidEach((field.text.includes("*") ? wildcardSubdomain : dnsSubdomain)(field.text), field.text);
}

const backend: Check = rule(
  "ingress-backend",
  "networking validateIngressBackend",
  "Point at a Service with a port name or number, or at a resource; not at both.",
  (field) => {
    const [service, resource] = [field.at("service"), field.at("resource")];
    if (service.present && resource.present) return field.invalid("cannot set both resource and service backends", "");
    if (resource.present) return reference(resource);
    if (!service.present) return field.invalid("resource or service backend is required", "");
    const [name, number] = [service.under("port", "name"), service.under("port", "number")];
    requiredText(dnsLabel)(service.at("name"));
    if (name.text !== "" && number.number) field.invalid("cannot set both port name & port number", "");
    else if (name.text !== "") name.invalidEach(portName(name.text));
    else if (number.number) portNumber(number);
    else field.required("port name or number is required");
  },
);

const reference: Check = fields({
  apiGroup: (field) => {
    if (field.present) field.invalidEach(dnsSubdomain(field.text), field.text);
  },
  kind: requiredText(pathSegment),
  name: requiredText(pathSegment),
});

const path: Check = rule(
  "ingress-path",
  "networking validateHTTPIngressPath",
  "Give each path a pathType, and write it absolute and without '//', '.' or '..' steps.",
  (field) => {
    const [type, text] = [field.at("pathType"), field.at("path")];
    if (!type.present) return type.required("pathType must be specified");
    if (!["Exact", "ImplementationSpecific", "Prefix"].includes(type.text)) {
      return type.unsupported(["Exact", "ImplementationSpecific", "Prefix"]);
    }
    const strict = type.text !== "ImplementationSpecific";
    if (!text.text.startsWith("/") && (strict || text.text !== "")) text.invalid("must be an absolute path", text.text);
    if (!strict) return;
    for (const part of IN_PATH) if (text.text.includes(part)) text.invalid(`must not contain '${part}'`);
    for (const end of AT_END) if (text.text.endsWith(end)) text.invalid(`cannot end with '${end}'`);
  },
);

const rules: Check = rule(
  "ingress-rule",
  "networking ValidateIngressSpec, validateIngressRules",
  "Give an Ingress a defaultBackend or rules; a host is a DNS name, at most with one leading '*.'.",
  (spec) => {
    if (spec.at("rules").size === 0 && !spec.at("defaultBackend").present) {
      spec.invalid("either `defaultBackend` or `rules` must be specified", spec.at("rules").value ?? null);
    }
    for (const item of spec.at("rules").items) {
      if (item.at("host").text !== "") host(item.at("host"));
      const paths = item.under("http", "paths");
      if (item.at("http").present && paths.size === 0) paths.required();
    }
    const name = spec.at("ingressClassName");
    if (name.present) name.invalidEach(dnsSubdomain(name.text), name.text);
  },
);

const tls: Check = rule(
  "ingress-tls",
  "networking validateIngressTLS",
  "List DNS names under hosts, and name the Secret by its metadata.name.",
  each((entry) => {
    for (const name of entry.at("hosts").items) {
      name.invalidEach((name.text.includes("*") ? wildcardSubdomain : dnsSubdomain)(name.text));
    }
    formatted(dnsSubdomain)(entry.at("secretName"));
  }),
);

const CLASS_ANNOTATION = "kubernetes.io/ingress.class";

const classTwice: Check = rule(
  "ingress-class-annotation",
  "networking ValidateIngressCreate",
  "Drop the annotation kubernetes.io/ingress.class; ingressClassName has taken its place.",
  (object) => {
    const [old, name] = [object.under("metadata", "annotations").at(CLASS_ANNOTATION), object.under("spec", "ingressClassName")];
    if (old.present && name.present && old.value !== name.value) {
      old.invalid("must match `ingressClassName` when both are specified");
    }
  },
);

/** Ingress, networking.k8s.io/v1. */
export const ingress: Check = (object) => {
  const spec = object.at("spec");
  classTwice(object);
  rules(spec);
  tls(spec.at("tls"));
  present(backend)(spec.at("defaultBackend"));
  for (const item of spec.at("rules").items.flatMap((rule) => rule.under("http", "paths").items)) {
    path(item);
    backend(item.at("backend"));
  }
};

/** IngressClass, networking.k8s.io/v1. */
export const ingressClass: Check = rule(
  "ingress-class",
  "networking validateIngressClassSpec",
  "Name the controller domain/path; namespaced parameters need a namespace, cluster-wide ones none.",
  fields({
    spec: (spec) => {
      const [controller, parameters] = [spec.at("controller"), spec.at("parameters")];
      requiredText(domainPrefixedPath)(controller);
      if (controller.text.length > 250) controller.tooLong(250);
      if (!parameters.present) return;
      const [scope, namespace] = [parameters.at("scope"), parameters.at("namespace")];
      reference(parameters);
      oneOf("Cluster", "Namespace")(scope);
      if (scope.text === "Namespace") {
        if (!namespace.present) namespace.required("`parameters.scope` is set to 'Namespace'");
        else namespace.invalidEach(dnsLabel(namespace.text));
      } else if (namespace.present) namespace.forbidden("`parameters.scope` is set to 'Cluster'");
    },
  }),
);
