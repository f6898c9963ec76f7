import { matchConditions } from "./expression.ts";
import type { Field } from "./field.ts";
import { dns1035Label, dnsSubdomain } from "./formats.ts";
import { labelSelector } from "./label-selector.ts";
import { type Check, each, rule } from "./rule.ts";
import { listed, oneOf, portNumber } from "./values.ts";

/** A list that holds "*" holds nothing else. */
function aloneIfStar(field: Field, what: string): void {
  if (field.size > 1 && field.texts.includes("*")) field.invalid(`if '*' is present, must not specify other ${what}`);
}

/** Resources and subresources, with their wildcards. Source: admissionregistration validateResources. */
function resources(field: Field): void {
  if (field.size === 0) field.required();
  for (const item of field.items) {
    const [resource = "", sub] = item.text.split("/", 2);
    if (item.text === "") item.required();
    if (sub === undefined) continue;
    const before = field.texts.slice(0, Number(item.key));
    if (before.includes(`${resource}/*`)) item.invalid(`if '${resource}/*' is present, must not specify ${item.text}`);
    if (before.includes(`*/${sub}`)) item.invalid(`if '*/${sub}' is present, must not specify ${item.text}`);
  }
  if (field.size > 1 && field.texts.includes("*/*")) field.invalid("if '*/*' is present, must not specify other resources");
  if (field.texts.includes("*") && field.texts.some((text) => text !== "*" && !text.includes("/"))) {
    field.invalid("if '*' is present, must not specify other resources without subresources");
  }
}

/** One rule of what an admission webhook or policy is asked about. Source: validateRuleWithOperations. */
export const operationsAndResources: Check = (field) => {
  const [operations, groups, versions] = field.places("operations", "apiGroups", "apiVersions");
  for (const list of [operations, groups, versions]) if (list.size === 0) list.required();
  aloneIfStar(operations, "operations");
  each(oneOf("*", "CONNECT", "CREATE", "DELETE", "UPDATE"))(operations);
  aloneIfStar(groups, "API groups");
  aloneIfStar(versions, "API versions");
  for (const version of versions.items) if (version.text === "") version.required();
  resources(field.at("resources"));
  listed("*", "Cluster", "Namespaced")(field.at("scope"));
};

const FORM = "; desired format: https://host[/path]";

const url: Check = (field) => {
  if (!URL.canParse(field.text)) return field.required(`url must be a valid URL${FORM}`);
  const parsed = new URL(field.text);
  const scheme = parsed.protocol.slice(0, -1);
  if (scheme !== "https") field.invalid(`'https' is the only allowed URL scheme${FORM}`, scheme);
  if (parsed.host === "") field.invalid(`host must be specified${FORM}`, "");
  if (parsed.username !== "") field.invalid("user information is not permitted in the URL", parsed.username);
  if (parsed.hash.length > 1) field.invalid("fragments are not permitted in the URL", parsed.hash.slice(1));
  if (parsed.search.length > 1) field.invalid("query parameters are not permitted in the URL", parsed.search.slice(1));
};

const service: Check = (field) => {
  const path = field.at("path");
  for (const key of ["name", "namespace"]) if (field.at(key).text === "") field.at(key).required();
  portNumber(field.at("port"));
  if (path.text === "" || path.text === "/") return;
  if (!path.text.startsWith("/")) return path.invalid("must start with a '/'");
  for (const [index, step] of path.text.slice(1).replace(/\/$/, "").split("/").entries()) {
    if (step === "") path.invalid(`segment[${index}] may not be empty`);
    else for (const message of dnsSubdomain(step)) path.invalid(`segment[${index}]: ${message}`);
  }
};

const client: Check = rule(
  "webhook-client",
  "apiserver ValidateWebhookURL, ValidateWebhookService",
  "Give a webhook either a Service by name and namespace, or an https URL.",
  (field) => {
    const [direct, inCluster] = [field.at("url"), field.at("service")];
    if (direct.present === inCluster.present) return field.required("exactly one of url or service is required");
    if (direct.present) url(direct);
    else service(inCluster);
  },
);

function fullName(field: Field): void {
  const wrong = dnsSubdomain(field.text);
  if (field.text === "") field.required();
  else if (wrong.length > 0) field.invalid(wrong.join(","));
  else if (field.text.split(".").length < 3) field.invalid("should be a domain with at least three segments separated by dots");
}

const REVIEWS = ["v1", "v1beta1"];

const webhook: Check = rule(
  "webhook",
  "admissionregistration validateValidatingWebhook",
  "Give a webhook a domain name, sideEffects None, admissionReviewVersions [v1] and a timeout from 1 to 30 seconds.",
  (field) => {
    const [effects, versions, timeout] = field.places("sideEffects", "admissionReviewVersions", "timeoutSeconds");
    fullName(field.at("name"));
    each(operationsAndResources)(field.at("rules"));
    listed("Fail", "Ignore")(field.at("failurePolicy"));
    listed("Equivalent", "Exact")(field.at("matchPolicy"));
    listed("IfNeeded", "Never")(field.at("reinvocationPolicy"));
    if (effects.text === "") effects.required("must specify one of None, NoneOnDryRun");
    else oneOf("None", "NoneOnDryRun")(effects);
    if (timeout.number !== undefined && (timeout.number < 1 || timeout.number > 30)) {
      timeout.invalid("the timeout value must be between 1 and 30 seconds");
    }
    if (versions.size === 0) return versions.required(`must specify one of ${REVIEWS.join(", ")}`);
    for (const version of versions.items) {
      if (versions.texts.indexOf(version.text) !== version.key) version.invalid("duplicate version");
      else version.invalidEach(dns1035Label(version.text));
    }
    if (!versions.texts.some((version) => REVIEWS.includes(version))) {
      versions.invalid(`must include at least one of ${REVIEWS.join(", ")}`);
    }
  },
);

const names: Check = rule("webhook-names", "admissionregistration ValidateValidatingWebhookConfiguration", "Name each webhook differently.", (field) => {
  const seen = new Set<string>();
  for (const name of field.items.map((item) => item.at("name"))) {
    if (name.text !== "" && seen.has(name.text)) name.duplicate();
    seen.add(name.text);
  }
});

/** ValidatingWebhookConfiguration and MutatingWebhookConfiguration, admissionregistration.k8s.io/v1. */
export const webhookConfiguration: Check = (object) => {
  names(object.at("webhooks"));
  for (const item of object.at("webhooks").items) {
    webhook(item);
    client(item.at("clientConfig"));
    labelSelector(item.at("namespaceSelector"));
    labelSelector(item.at("objectSelector"));
    matchConditions(item.at("matchConditions"), false);
  }
};
