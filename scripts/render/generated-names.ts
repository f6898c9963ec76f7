import type { Manifest } from "../kubernetes/manifest.ts";
import type { RenderedObject } from "./index.ts";

/** The hash that Kustomize puts behind the name of a generated ConfigMap or Secret. */
export const HASH = /-[a-z0-9]{10}$/;

/** Objects with the hashes taken off generated names, where they stand and wherever another object mentions them: the hash is not a change, its cause is. */
export function withoutHashes(objects: readonly RenderedObject[]): RenderedObject[] {
  const names = new Map<string, string>();
  for (const { manifest, origin } of objects) {
    if (origin.generatedIn !== undefined && HASH.test(manifest.metadata.name)) names.set(manifest.metadata.name, manifest.metadata.name.replace(HASH, ""));
  }
  if (names.size === 0) return [...objects];
  const replace = (value: unknown): unknown => {
    if (typeof value === "string") return names.get(value) ?? value;
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, replace(child)]));
  };
  return objects.map((object) => ({ ...object, manifest: replace(object.manifest) as Manifest }));
}
