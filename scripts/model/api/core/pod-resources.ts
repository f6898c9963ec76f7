import { canonicalQuantity } from "../../quantity.ts";
import type { Field } from "../field.ts";
import { type Check, rule } from "../rule.ts";
import { nanos } from "../values.ts";

/** The sum of what the containers ask of a resource, or the most that starting the pod takes. */
function asked(spec: Field, of: "requests" | "limits", resource: string): bigint {
  const amount = (container: Field) => nanos(container.under("resources", of, resource)) ?? 0n;
  let sidecars = 0n;
  let starting = 0n;
  for (const container of spec.at("initContainers").items) {
    if (container.at("restartPolicy").text === "Always") sidecars += amount(container);
    else if (amount(container) + sidecars > starting) starting = amount(container) + sidecars;
  }
  const running = spec.at("containers").items.reduce((sum, container) => sum + amount(container), sidecars);
  return running > starting ? running : starting;
}

/** The resources of a pod as a whole against those of its containers. */
export const podAggregates: Check = rule(
  "pod-resource-aggregates",
  "core validatePodResourceConsistency",
  "Request at least as much for the pod as its containers do together, and limit no container above the pod.",
  (spec) => {
    const [requests, limits] = [spec.under("resources", "requests"), spec.under("resources", "limits")];
    for (const request of requests.entries) {
      const [has, needs] = [nanos(request), asked(spec, "requests", String(request.key))];
      if (has !== undefined && needs > has) {
        const shown = canonicalQuantity(`${needs}n`);
        request.invalid(`must be greater than or equal to aggregate container requests of ${shown}`, canonicalQuantity(request.value as string));
      }
    }
    for (const most of limits.entries) {
      for (const container of spec.at("containers").items) {
        const limit = container.under("resources", "limits", String(most.key));
        const [has, may] = [nanos(limit), nanos(most)];
        if (has === undefined || may === undefined || has <= may) continue;
        const shown = canonicalQuantity(most.value as string);
        limit.invalid(`must be less than or equal to pod limits of ${shown}`, canonicalQuantity(limit.value as string));
      }
    }
  },
);
