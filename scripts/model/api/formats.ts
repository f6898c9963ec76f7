/**
 * Formats of names and values, each answering what kube-apiserver says about a text that does not have it.
 * Source: apimachinery pkg/util/validation/validation.go and pkg/api/validate/content.
 */

import { type Format, LABEL, pattern, QUALIFIED, regexError, SUBDOMAIN } from "./format-pattern.ts";

/** Names of most objects. Source: IsDNS1123Subdomain. */
export const dnsSubdomain = pattern({
  shown: SUBDOMAIN,
  says: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  examples: ["example.com"],
  most: 253,
});

const SUBDOMAIN_UNDERSCORE = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*";

/** DNS search domains. Source: IsDNS1123SubdomainWithUnderscore. */
export const dnsSubdomainUnderscore = pattern({
  shown: SUBDOMAIN_UNDERSCORE,
  says: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
  examples: ["example.com"],
  most: 253,
});

const label = pattern({
  shown: LABEL,
  says: "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  examples: ["my-name", "123-abc"],
  most: 63,
});
const WHOLE_SUBDOMAIN = new RegExp(`^${SUBDOMAIN}$`);

/** Containers, volumes, namespaces, ports of Services. Source: IsDNS1123Label. */
export const dnsLabel: Format = (text) => {
  const wrong = label(text);
  if (text.includes(".") && WHOLE_SUBDOMAIN.test(text)) wrong[wrong.length - 1] = "must not contain dots";
  return wrong;
};

/** Versions of webhooks and admission parameters. Source: IsDNS1035Label. */
export const dns1035Label = pattern({
  shown: "[a-z]([-a-z0-9]*[a-z0-9])?",
  says: "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  examples: ["my-name", "abc-123"],
  most: 63,
});

/** Hosts of an Ingress that hold an asterisk. Source: IsWildcardDNS1123Subdomain. */
export const wildcardSubdomain = pattern({
  shown: `\\*\\.${SUBDOMAIN}`,
  says: "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  examples: ["*.example.com"],
  most: 253,
});

const QUALIFIED_SAYS = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const QUALIFIED_MESSAGE = regexError(QUALIFIED_SAYS, QUALIFIED, "MyName", "my.name", "123-abc");
const WHOLE_QUALIFIED = new RegExp(`^${QUALIFIED}$`);

/** Keys of labels and much else: "name" or "example.com/name". Source: IsLabelKey, once IsQualifiedName. */
export const qualifiedName: Format = (text) => {
  const parts = text.split("/");
  if (parts.length > 2) {
    return [`a valid label key ${QUALIFIED_MESSAGE} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const wrong: string[] = [];
  const name = parts.at(-1) ?? "";
  if (parts.length === 2) {
    if (parts[0] === "") wrong.push("prefix part must be non-empty");
    else wrong.push(...dnsSubdomain(parts[0] ?? "").map((message) => `prefix part ${message}`));
  }
  if (name === "") wrong.push("name part must be non-empty");
  else if (Buffer.byteLength(name) > 63) wrong.push("name part must be no more than 63 characters");
  if (!WHOLE_QUALIFIED.test(name)) wrong.push(`name part ${QUALIFIED_MESSAGE}`);
  return wrong;
};

/** Values of labels. Source: IsLabelValue. */
export const labelValue = pattern({
  shown: `(${QUALIFIED})?`,
  says: "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  examples: ["MyValue", "my_value", "12345"],
  most: 63,
});

const configKey = pattern({
  shown: "[-._a-zA-Z0-9]+",
  says: "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  examples: ["key.name", "KEY_NAME", "key-name"],
  most: 253,
});

/** Keys of ConfigMaps and Secrets, which become file names. Source: IsConfigMapKey. */
export const configMapKey: Format = (text) => {
  const wrong = configKey(text);
  if (text === "." || text === "..") wrong.push(`must not be '${text}'`);
  else if (text.startsWith("..")) wrong.push("must not start with '..'");
  return wrong;
};

/** Names of environment variables, as relaxed in 1.34. Source: IsRelaxedEnvVarName. */
export const envName: Format = (text) => {
  if (text === "") return ["environment variable name must be non-empty"];
  if (/^[ -<>-~]*$/.test(text)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
};

/** Names in a URL path, such as those of RBAC objects. Source: IsPathSegmentName. */
export const pathSegment: Format = (text) => {
  if (text === "." || text === "..") return [`may not be '${text}'`];
  return ["/", "%"].filter((part) => text.includes(part)).map((part) => `may not contain '${part}'`);
};

/** Names of container ports, and of ports by name. Source: IsValidPortName. */
export const portName: Format = (text) => {
  const wrong: string[] = [];
  if (Buffer.byteLength(text) > 15) wrong.push("must be no more than 15 characters");
  if (!/^[-a-z0-9]+$/.test(text)) wrong.push("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
  if (!/[a-z]/.test(text)) wrong.push("must contain at least one letter (a-z)");
  if (text.includes("--")) wrong.push("must not contain consecutive hyphens");
  if (text.startsWith("-") || text.endsWith("-")) wrong.push("must not begin or end with a hyphen");
  return wrong;
};

/** Names of HTTP headers. Source: IsHTTPHeaderName. */
export const httpHeader = pattern({
  shown: "[-A-Za-z0-9]+",
  says: "a valid HTTP header must consist of alphanumeric characters or '-'",
  examples: ["X-Header-Name"],
});

/** Percentages such as "25%". Source: IsValidPercent. */
export const percent = pattern({
  shown: "[0-9]+%",
  says: "a valid percent string must be a numeric string followed by an ending '%'",
  examples: ["1%", "93%"],
});

/** "acme.io/foo". Source: IsDomainPrefixedPath. */
export const domainPrefixedPath: Format = (text) => {
  const slash = text.indexOf("/");
  if (slash <= 0 || slash === text.length - 1) return ['must be a domain-prefixed path (such as "acme.io/foo")'];
  const wrong = dnsSubdomain(text.slice(0, slash));
  const allowed = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
  if (!new RegExp(`^${allowed}$`).test(text.slice(slash + 1))) wrong.push(regexError("Invalid path", allowed));
  return wrong;
};
