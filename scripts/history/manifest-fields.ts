import type { Manifest } from "../kubernetes/manifest.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** What an object asks for; nothing where it has no spec. */
export function spec(manifest: Manifest | undefined): Fields {
  return (manifest?.["spec"] ?? {}) as Fields;
}

/** The maps in a list; none where it is no list. */
export function items(of: Fields, field: string): Fields[] {
  const value = of[field];
  return Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];
}

/** A list as texts; none where it is no list. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
