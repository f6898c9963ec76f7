import { dnsSubdomain } from "../formats.ts";
import { cidr, endpointAddress, ipAddress, parseAddress } from "../ip.ts";
import { labels } from "../meta.ts";
import { all, type Check, each, fields, rule } from "../rule.ts";
import { distinct, listed, oneOf } from "../values.ts";
import { isHeadless, nodePorts, ports, qualifiedIfPresent, TYPES, typeOf } from "./service-ports.ts";

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
