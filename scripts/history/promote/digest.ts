import { digest } from "../../cache.ts";
import { idOf, refOf } from "../../kubernetes/object-id.ts";
import type { RenderedObject } from "../../render/index.ts";

/** What an environment renders to, in one number: the same for the same objects, whatever their order or that of their fields. */
export function renderDigest(objects: readonly RenderedObject[], environment: string): string {
  const texts = objects
    .filter(({ tree }) => tree.environment === environment)
    .map(({ manifest, tree }) => `${tree.application?.name ?? ""} ${idOf(refOf(manifest))} ${JSON.stringify(sorted(manifest))}`)
    .sort();
  return `sha256:${digest(texts)}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  );
}
