import type { Field } from "./field.ts";
import { type Check, rule } from "./rule.ts";

/**
 * Lists that the API merges element by element: list → the fields that name an element, with their defaults.
 * Those whose duplicates other rules already report (containers, volumes, mounts, …) are left out.
 * Source: x-kubernetes-list-map-keys of the Kubernetes OpenAPI; structured-merge-diff refuses duplicates when an
 * object is applied (server-side apply), and older clients merge them wrongly.
 */
const KEYS: Record<string, Record<string, unknown>> = {
  env: { name: "" },
  ports: { containerPort: 0, protocol: "TCP" },
  imagePullSecrets: { name: "" },
  hostAliases: { ip: "" },
  schedulingGates: { name: "" },
};
const CONTAINER_LISTS = ["env", "ports"];
const POD_LISTS = ["imagePullSecrets", "hostAliases", "schedulingGates"];

/**
 * A list that the API takes for a set: what stands in it twice is refused when the object is applied.
 */
export const distinctSet: Check = rule("duplicate-set-item", "structured-merge-diff listItemToPathElement", "Keep one of them: the list is a set.", (list) => {
  const seen = new Set<unknown>();
  for (const item of list.items) {
    if (!item.present) item.say("associative list without keys has an element that's an explicit null");
    if (seen.has(item.value)) item.say(`duplicate entries for key [=${JSON.stringify(item.value)}]`);
    seen.add(item.value);
  }
});

/** Says which elements of a list bear the key of an earlier one. */
export function duplicates(list: Field, keys: Record<string, unknown>): void {
  const seen = new Set<string>();
  for (const item of list.items) {
    if (!item.present) item.say("associative list with keys may not have a null element");
    const named = Object.entries(keys).map(([key, fallback]) => [key, item.at(key).value ?? fallback] as const);
    const key = named.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(",");
    if (seen.has(key)) item.say(`duplicate entries for key [${key}]`);
    seen.add(key);
  }
}

/** Elements of a pod's lists that bear the same key. */
export const listKeys: Check = rule(
  "duplicate-list-key",
  "structured-merge-diff listItemToPathElement",
  "Keep one of the entries: the API tells the elements of this list apart by the key named.",
  (spec) => {
    for (const list of POD_LISTS) duplicates(spec.at(list), KEYS[list] ?? {});
    for (const container of ["containers", "initContainers"].flatMap((list) => spec.at(list).items)) {
      for (const list of CONTAINER_LISTS) duplicates(container.at(list), KEYS[list] ?? {});
    }
  },
);
