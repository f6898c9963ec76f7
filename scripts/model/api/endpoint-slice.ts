import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from "./formats.ts";
import { endpointAddress, parseAddress } from "./ip.ts";
import { distinctSet } from "./list-keys.ts";
import { type Check, rule } from "./rule.ts";
import { formatted, listed, oneOf } from "./values.ts";

const ADDRESS_TYPES = ["FQDN", "IPv4", "IPv6"];

const slicePorts: Check = rule("endpoint-slice-ports", "discovery validatePorts", "Name each port once, as a DNS label.", (field) => {
  const names = new Set<string>();
  for (const port of field.items) {
    const name = port.at("name");
    formatted(dnsLabel)(name);
    if (names.has(name.text)) name.duplicate(name.text);
    names.add(name.text);
    listed("SCTP", "TCP", "UDP")(port.at("protocol"));
    formatted(qualifiedName)(port.at("appProtocol"));
  }
});

const address: Check<[type: string]> = (field, type) => {
  if (type === "FQDN") return field.invalidEach(dnsSubdomain(field.text.replace(/\.$/, "")));
  field.invalidEach(endpointAddress(field.text));
  const bytes = parseAddress(field.text)?.length;
  if (bytes !== undefined && bytes !== (type === "IPv4" ? 4 : 16)) field.invalid(`must be an ${type} address`);
};

const endpoints: Check<[type: string]> = rule(
  "endpoint-slice-endpoints",
  "discovery validateEndpoints",
  "Give each endpoint 1 to 100 addresses of the slice's type.",
  (field, type) => {
    if (field.size > 1000) return field.tooMany(1000);
    for (const endpoint of field.items) {
      const addresses = endpoint.at("addresses");
      if (addresses.size === 0) addresses.required("must contain at least 1 address");
      else if (addresses.size > 100) addresses.tooMany(100);
      if (ADDRESS_TYPES.includes(type)) for (const item of addresses.items) address(item, type);
      formatted(dnsSubdomain)(endpoint.at("nodeName"));
      formatted(dnsLabel)(endpoint.at("hostname"));
      distinctSet(addresses);
      for (const zone of endpoint.under("hints", "forZones").items) {
        zone.at("name").invalidEach(labelValue(zone.at("name").text));
      }
    }
  },
);

const addressType: Check = rule("endpoint-slice-type", "discovery validateAddressType", "Use addressType IPv4, IPv6 or FQDN.", (field) => {
  if (field.text === "") field.required();
  else oneOf(...ADDRESS_TYPES)(field);
});

/** EndpointSlice, discovery.k8s.io/v1. */
export const endpointSlice: Check = (object) => {
  addressType(object.at("addressType"));
  slicePorts(object.at("ports"));
  endpoints(object.at("endpoints"), object.at("addressType").text);
};
