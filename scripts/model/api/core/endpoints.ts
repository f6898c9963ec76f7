import { dnsLabel, dnsSubdomain, qualifiedName } from "../formats.ts";
import { endpointAddress } from "../ip.ts";
import { all, type Check, each, fields, rule } from "../rule.ts";
import { formatted, oneOf, requiredText } from "../values.ts";

const address: Check = rule("endpoints-address", "core validateEndpointAddress", "Use an address that other hosts can reach.", (field) => {
  const [ip, hostname, nodeName] = field.places("ip", "hostname", "nodeName");
  ip.invalidEach(endpointAddress(ip.text), ip.text);
  formatted(dnsLabel)(hostname);
  if (nodeName.present) nodeName.invalidEach(dnsSubdomain(nodeName.text));
});

const ports: Check = rule("endpoints-ports", "core validateEndpointPort", "Number each port; name each of several.", (field) => {
  for (const item of field.items) {
    const [name, port, protocol, application] = item.places("name", "port", "protocol", "appProtocol");
    (field.size > 1 ? requiredText(dnsLabel) : formatted(dnsLabel))(name);
    const number = port.number ?? 0;
    if (number < 1 || number > 65535) port.invalid("must be between 1 and 65535, inclusive", number);
    oneOf("SCTP", "TCP", "UDP")(protocol);
    if (application.present) application.invalidEach(qualifiedName(application.text));
  }
});

const subset: Check = rule("endpoints-subset", "core validateEndpointSubsets", "Give each subset an address.", (field) => {
  if (field.at("addresses").size + field.at("notReadyAddresses").size === 0) field.required("must specify `addresses` or `notReadyAddresses`");
});

/** Endpoints, v1. */
export const endpoints: Check = fields({
  subsets: each(all(subset, fields({ addresses: each(address), notReadyAddresses: each(address), ports }))),
});
