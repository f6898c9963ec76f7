import type { Manifest } from "../../../scripts/kubernetes/manifest.ts";

/** Changes to a valid object: JSON pointer → new value; undefined takes the value away, and "-" appends to a list. */
export type Change = Record<string, unknown>;

/** A valid object of a kind, and what becomes of it. */
export interface Suite {
  object: Manifest;
  /** Changes after which the object is still valid: name → changes. */
  accepts: Record<string, Change>;
  /** The rule that a change breaks, the change, and how what is said begins: "<field path>: <message>". */
  rejects: [rule: string, change: Change, says: string][];
}

/** The object with the changes made to a copy of it. */
export function changed(object: Manifest, change: Change): Manifest {
  const copy = structuredClone(object);
  for (const [pointer, value] of Object.entries(change)) put(copy, pointer, value);
  return copy;
}

function put(root: unknown, pointer: string, value: unknown): void {
  const keys = pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = keys.pop() ?? "";
  let place = root as Record<string, unknown>;
  for (const key of keys) {
    place[key] ??= {};
    place = place[key] as Record<string, unknown>;
  }
  if (Array.isArray(place) && last === "-") place.push(value);
  else if (value === undefined) delete place[last];
  else place[last] = value;
}
