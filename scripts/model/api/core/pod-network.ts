import { dnsLabel, dnsSubdomain, dnsSubdomainUnderscore } from "../formats.ts";
import { ipAddress } from "../ip.ts";
import { type Check, each, fields, rule } from "../rule.ts";
import { formatted } from "../values.ts";

/** The names of a pod, which a StatefulSet gives itself. */
export const hostNames: Check = rule(
  "pod-hostname",
  "core ValidatePodSpec",
  "Use lower case letters, digits and '-' in hostname and subdomain, at most 63.",
  fields({ hostname: formatted(dnsLabel), subdomain: formatted(dnsLabel) }),
);

/** How a pod resolves names. */
export const dns: Check = rule("pod-dns", "core validatePodDNSConfig", "Give dnsPolicy None a dnsConfig with one to three nameservers.", (spec) => {
  const config = spec.at("dnsConfig");
  const [servers, searches] = [config.at("nameservers"), config.at("searches")];
  if (spec.at("dnsPolicy").text === "None") {
    if (!config.present) return config.required("must provide `dnsConfig` when `dnsPolicy` is None");
    if (servers.size === 0) {
      return servers.required("must provide at least one DNS nameserver when `dnsPolicy` is None");
    }
  }
  if (servers.size > 3) servers.invalid("must not have more than 3 nameservers");
  for (const server of servers.items) server.invalidEach(ipAddress(server.text));
  if (searches.size > 32) searches.invalid("must not have more than 32 search paths");
  if (searches.texts.join(" ").length > 2048) {
    searches.invalid("must not have more than 2048 characters (including spaces) in the search list");
  }
  for (const search of searches.items) {
    if (search.text !== ".") search.invalidEach(dnsSubdomainUnderscore(search.text.replace(/\.$/, "")));
  }
  for (const option of config.at("options").items) {
    if (option.at("name").text === "") option.required("must not be empty");
  }
});

/** Ports of a pod that uses the node's network. */
export const hostNetwork: Check = rule(
  "host-network-ports",
  "core validatePodHostNetworkDeps",
  "With hostNetwork: true, leave hostPort out or make it equal to containerPort.",
  (spec) => {
    if (!spec.at("hostNetwork").true) return;
    for (const port of spec.at("containers").items.flatMap((container) => container.at("ports").items)) {
      const host = port.at("hostPort");
      if (host.number && host.number !== port.at("containerPort").number) {
        host.invalid("must match `containerPort` when `hostNetwork` is true");
      }
    }
  },
);

/** Entries of /etc/hosts. */
export const hostAliases: Check = rule(
  "host-aliases",
  "core ValidateHostAliases",
  "Give each alias an IP address and host names.",
  each(
    fields({
      ip: (field) => field.invalidEach(ipAddress(field.text), field.text),
      hostnames: each((name) => name.invalidEach(dnsSubdomain(name.text))),
    }),
  ),
);
