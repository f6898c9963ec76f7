import type { Field } from "../field.ts";
import { dnsLabel, qualifiedName } from "../formats.ts";
import { type Check, present, rule } from "../rule.ts";
import { formatted, oneOf, portNumber, portNumberOrName } from "../values.ts";

export const TYPES = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

export function typeOf(spec: Field): string {
  return spec.at("type").text || "ClusterIP";
}

export function isHeadless(spec: Field): boolean {
  return spec.at("clusterIP").text === "None";
}

export const qualifiedIfPresent: Check = present((field) => field.invalidEach(qualifiedName(field.text), field.text));

export const ports: Check = rule(
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

export const nodePorts: Check = rule(
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
