import type { Field } from "../field.ts";
import { dnsLabel, dnsSubdomain, qualifiedName } from "../formats.ts";
import { cidr, endpointAddress, ipAddress, parseAddress } from "../ip.ts";
import { labels } from "../meta.ts";
import { all, type Check, each, fields, present, rule } from "../rule.ts";
import { distinct, formatted, listed, oneOf, portNumber, portNumberOrName } from "../values.ts";

const TYPES = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

function typeOf(spec: Field): string {
  return spec.at("type").text || "ClusterIP";
}

function isHeadless(spec: Field): boolean {
  return spec.at("clusterIP").text === "None";
}

const qualifiedIfPresent: Check = present((field) => field.invalidEach(qualifiedName(field.text), field.text));

const ports: Check = rule(
  "service-ports",
  "core validateServicePort",
  "Give a Service ports from 1 to 65535; name each where there are several, and use each port and protocol once.",
  (spec) => {
    const field = spec.at("ports");
    const [names, numbers] = [new Set<string>(), new Set<string>()];
    if (field.size === 0 && !isHeadless(spec) && typeOf(spec) !== "ExternalName") field.required();
    for (const port of field.items) {
      const [name, number, target, protocol] = port.places("name", "port", "targetPort", "protocol");
      if (name.text === "" && field.size > 1) name.required();
      formatted(dnsLabel)(name);
      if (name.text !== "" && names.has(name.text)) name.duplicate();
      names.add(name.text);
      portNumber(number);
      if (target.value !== 0 && target.value !== "") portNumberOrName(target);
      oneOf("SCTP", "TCP", "UDP")(protocol);
      qualifiedIfPresent(port.at("appProtocol"));
      const key = `${protocol.text || "TCP"} ${number.value}`;
      if (numbers.has(key)) port.duplicate({ port: number.value, protocol: protocol.text || "TCP" });
      numbers.add(key);
    }
  },
);

const nodePorts: Check = rule(
  "service-node-ports",
  "core validateService, registry/core/service/portallocator Allocate",
  "Leave nodePort out, or pick one from 30000 to 32767 on a Service of type NodePort or LoadBalancer.",
  (spec) => {
    const taken = new Set<string>();
    for (const port of spec.at("ports").items) {
      const node = port.at("nodePort");
      if (!node.number) continue;
      const key = `${port.at("protocol").text || "TCP"} ${node.number}`;
      if (taken.has(key)) node.duplicate();
      taken.add(key);
      if (typeOf(spec) === "ClusterIP") node.forbidden("may not be used when `type` is 'ClusterIP'");
      else if (typeOf(spec) !== "ExternalName" && (node.number < 30000 || node.number > 32767)) {
        node.invalid("provided port is not in the valid range. The range of valid ports is 30000-32767");
      }
    }
  },
);

const byType: Check = rule(
  "service-type",
  "core validateService",
  "Set only the fields that go with the type: externalName with ExternalName, load balancer fields with LoadBalancer.",
  (spec) => {
    const [type, name] = [typeOf(spec), spec.at("externalName")];
    oneOf(...TYPES)(spec.at("type"));
    if (isHeadless(spec) && (type === "LoadBalancer" || type === "NodePort")) {
      spec.at("clusterIP").invalid(`may not be set to 'None' for ${type} services`);
    }
    if (type === "ExternalName") {
      const host = name.text.replace(/\.$/, "");
      if (host === "") name.required();
      else name.invalidEach(dnsSubdomain(host), host);
      for (const key of ["clusterIPs", "ipFamilies", "ipFamilyPolicy"]) {
        if (spec.at(key).present) spec.at(key).forbidden("may not be set for ExternalName services");
      }
      const address = spec.at("clusterIP");
      if (address.text !== "") address.forbidden("may not be set for ExternalName services");
    }
    if (type === "LoadBalancer") return qualifiedIfPresent(spec.at("loadBalancerClass"));
    for (const key of ["loadBalancerClass", "allocateLoadBalancerNodePorts", "loadBalancerSourceRanges"]) {
      const field = spec.at(key);
      if (field.present && !(Array.isArray(field.value) && field.size === 0)) {
        field.forbidden("may only be used when `type` is 'LoadBalancer'");
      }
    }
  },
);

const addresses: Check = rule(
  "service-addresses",
  "core ValidateServiceClusterIPsRelatedFields",
  "Leave clusterIP to the API server (or None); use one address per IP family, and addresses of others in externalIPs.",
  (spec) => {
    each((address) => address.invalidEach(endpointAddress(address.text)))(spec.at("externalIPs"));
    if (typeOf(spec) === "ExternalName") return;
    const [one, list, families] = [spec.at("clusterIP"), spec.at("clusterIPs"), spec.at("ipFamilies")];
    for (const family of families.items) if (!["IPv4", "IPv6"].includes(family.text)) family.unsupported(["IPv4", "IPv6"], family.text);
    distinct(families);
    listed("PreferDualStack", "RequireDualStack", "SingleStack")(spec.at("ipFamilyPolicy"));
    const values = list.size > 0 ? list.items : one.text ? [one] : [];
    for (const [index, value] of values.entries()) {
      if (index === 0 && value.text === "None") {
        if (list.size > 1) list.invalid("'None' must be the first and only value");
        continue;
      }
      value.invalidEach(ipAddress(value.text));
      const version = parseAddress(value.text)?.length === 16 ? "IPv6" : "IPv4";
      const family = families.texts[index];
      if (family && parseAddress(value.text) && family !== version) {
        value.invalid(`expected an ${family} value as indicated by \`ipFamilies[${index}]\``);
      }
    }
    if (one.text === "" && list.size > 0) list.invalid("must be empty when `clusterIP` is not specified");
    else if (list.size > 0 && list.texts[0] !== one.text) list.invalid("first value must match `clusterIP`");
    if (list.size > 2) list.invalid("may only hold up to 2 values");
    const lengths = list.texts.map((text) => parseAddress(text)?.length);
    if (lengths.length === 2 && lengths[0] !== undefined && lengths[0] === lengths[1]) {
      list.invalid("may specify no more than one IP for each IP family");
    }
    each((range) => range.invalidEach(cidr(range.text.trim())))(spec.at("loadBalancerSourceRanges"));
  },
);

const traffic: Check = rule(
  "service-traffic",
  "core validateServiceExternalTrafficPolicy and its neighbours",
  "Use the traffic policies that the API documentation lists, external ones only where traffic comes from outside.",
  (spec) => {
    const [external, health] = [spec.at("externalTrafficPolicy"), spec.at("healthCheckNodePort")];
    const type = typeOf(spec);
    const accessible = ["LoadBalancer", "NodePort"].includes(type) || spec.at("externalIPs").size > 0;
    if (accessible && type !== "ExternalName") oneOf("Cluster", "Local")(external);
    else if (external.text !== "") external.invalid("may only be set for externally-accessible services");
    if (health.number && !(type === "LoadBalancer" && external.text === "Local")) {
      health.invalid("may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
    }
    listed("Cluster", "Local")(spec.at("internalTrafficPolicy"));
    listed("PreferClose", "PreferSameZone", "PreferSameNode")(spec.at("trafficDistribution"));
  },
);

const affinity: Check = rule(
  "service-session-affinity",
  "core validateClientIPAffinityConfig",
  "Use sessionAffinity None or ClientIP, the latter with a timeout from 1 to 86400 seconds.",
  (spec) => {
    oneOf("ClientIP", "None")(spec.at("sessionAffinity"));
    if (spec.at("sessionAffinity").text !== "ClientIP") return;
    const timeout = spec.under("sessionAffinityConfig", "clientIP", "timeoutSeconds");
    if (timeout.number !== undefined && (timeout.number <= 0 || timeout.number > 86400)) {
      timeout.invalid("must be greater than 0 and less than 86400");
    }
  },
);

/** Service, v1. */
export const service: Check = fields({
  spec: all(ports, nodePorts, byType, addresses, traffic, affinity, fields({ selector: labels })),
});
