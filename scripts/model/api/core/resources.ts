import { canonicalQuantity, quantityNanos } from "../../quantity.ts";
import type { Field } from "../field.ts";
import { dnsLabel, qualifiedName } from "../formats.ts";
import { all, type Check, eachValue, fields, present, rule } from "../rule.ts";
import { nanos, quantity } from "../values.ts";
import { CONTAINER_RESOURCES, isHugePages, isIntegerResource, isOvercommitAllowed, resourceNameErrors } from "./resource-names.ts";

const resourceName: Check = rule(
  "resource-name",
  "core validateContainerResourceName",
  "Use cpu, memory, ephemeral-storage, hugepages-<size> or a qualified name such as nvidia.com/gpu.",
  eachValue((entry) => {
    const name = String(entry.key);
    for (const message of resourceNameErrors(name, CONTAINER_RESOURCES, "must be a standard resource for containers")) {
      entry.invalid(message, name);
    }
  }),
);

/** Quantities of a map of resources: they parse, are not negative, and count whole things in whole numbers. */
export const quantities: Check = rule(
  "quantity",
  "core ValidateResourceQuantityValue, apimachinery ParseQuantity",
  "Write a quantity such as 250m, 2, 512Mi or 1.5Gi; count devices and objects in whole numbers.",
  eachValue((entry) => {
    quantity(entry);
    const amount = nanos(entry);
    if (amount === undefined) return;
    if (amount < 0n) entry.invalid("must be greater than or equal to 0", printed(entry));
    if (isIntegerResource(String(entry.key)) && milli(amount) % 1000n !== 0n) entry.invalid("must be an integer", printed(entry));
  }),
);

/** Whole thousandths, rounded up as Quantity.MilliValue does. */
function milli(amount: bigint): bigint {
  return amount > 0n ? (amount + 999_999n) / 1_000_000n : amount / 1_000_000n;
}

function printed(field: Field): string {
  return canonicalQuantity(field.value as string);
}

const requestsWithinLimits: Check = rule(
  "requests-within-limits",
  "core validateResourceRequirements",
  "Request no more than the limit; devices and huge pages need a limit, and request and limit must be equal.",
  (resources) => {
    const limits = resources.at("limits");
    for (const request of resources.at("requests").entries) {
      const name = String(request.key);
      const limit = limits.at(name);
      const [wanted, most] = [nanos(request), nanos(limit)];
      if (!limit.present && !isOvercommitAllowed(name)) limits.required("Limit must be set for non overcommitable resources");
      if (wanted === undefined || most === undefined) continue;
      if (wanted !== most && !isOvercommitAllowed(name)) {
        request.invalid(`must be equal to ${name} limit of ${printed(limit)}`, printed(request));
      } else if (wanted > most) {
        request.invalid(`must be less than or equal to ${name} limit of ${printed(limit)}`, printed(request));
      }
    }
  },
);

const hugePages: Check = rule(
  "huge-pages",
  "core validateResourceRequirements",
  "Ask for huge pages in multiples of their size, beside cpu or memory.",
  (resources) => {
    const entries = [...resources.at("limits").entries, ...resources.at("requests").entries];
    const huge = entries.filter((entry) => isHugePages(String(entry.key)));
    for (const entry of huge) {
      const [name, amount] = [String(entry.key), nanos(entry)];
      if (amount === undefined) continue;
      if (!isMultiple(amount, name)) entry.invalid(`${printed(entry)} is not positive integer multiple of ${name}`, printed(entry));
    }
    if (huge.length > 0 && !entries.some(({ key }) => key === "cpu" || key === "memory")) {
      resources.forbidden("HugePages require cpu or memory");
    }
  },
);

function isMultiple(amount: bigint, name: string): boolean {
  try {
    const page = quantityNanos(name.slice("hugepages-".length));
    return page > 0n && page % 1_000_000_000n === 0n && amount % page === 0n;
  } catch {
    return false;
  }
}

const claims: Check<[Set<string>]> = rule(
  "resource-claims",
  "core validateResourceClaimNames",
  "Name claims that the pod lists in spec.resourceClaims, each once.",
  (field, podClaims) => {
    const seen = new Set<string>();
    for (const claim of field.items) {
      const [name, request] = [claim.at("name").text, claim.at("request").text];
      if (name === "") claim.required();
      if (request !== "") claim.at("request").invalidEach(dnsLabel(request));
      const key = request ? `${name}/${request}` : name;
      const whole = [...seen].some((other) => other === name || other === key || (!request && other.startsWith(`${name}/`)));
      if (whole) claim.duplicate(key);
      seen.add(key);
      if (!podClaims.has(name)) {
        const known = podClaims.size === 0 ? " which is empty" : `: ${[...podClaims].sort().join(", ")}`;
        claim.notFound(`must be one of the names in pod.spec.resourceClaims${known}`, name);
      }
    }
  },
);

const amounts = all(quantities, resourceName);
const compute = all(fields({ limits: amounts, requests: amounts }), requestsWithinLimits, hugePages);

/**
 * The resources of a container.
 * @param podClaims names of the pod's resource claims
 */
export const containerResources: Check<[Set<string>]> = present((field, podClaims) => {
  compute(field);
  claims(field.at("claims"), podClaims);
});

/** A pod's overhead: like the limits of a container. */
export const overhead: Check = amounts;

const podResourceName: Check = rule(
  "pod-resources",
  "core validatePodResources",
  "At the level of the pod, ask only for cpu, memory and huge pages, at least as much as its containers do.",
  (resources) => {
    if (resources.at("claims").present) resources.at("claims").forbidden("claims may not be set for Resources at pod-level");
    for (const entry of [...resources.at("limits").entries, ...resources.at("requests").entries]) {
      const name = String(entry.key);
      const wrong = qualifiedName(name);
      for (const message of wrong) entry.invalid(message, name);
      if (wrong.length === 0 && name !== "cpu" && name !== "memory" && !isHugePages(name)) {
        entry.unsupported(["cpu", "hugepages-", "memory"], name);
      }
    }
  },
);

/** The resources of a whole pod. */
export const podResources: Check = present(all(podResourceName, fields({ limits: quantities, requests: quantities }), requestsWithinLimits, hugePages));
