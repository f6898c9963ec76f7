import type { Manifest } from "../kubernetes/manifest.ts";
import type { YamlPath } from "../yaml/yaml-file.ts";

/** One object of a document, and where in it. */
export interface Part {
  readonly value: unknown;
  readonly within: YamlPath;
}

/** The objects of a document: itself, or the items of a List, however deep. */
export function partsOf(value: unknown, within: YamlPath = []): Part[] {
  const { kind, items } = (value ?? {}) as Partial<Manifest> & { items?: unknown };
  if (typeof kind !== "string" || !kind.endsWith("List") || !Array.isArray(items)) return [{ value, within }];
  return items.flatMap((item, index) => partsOf(item, [...within, "items", index]));
}
