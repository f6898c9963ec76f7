import { lookup } from "../lookup.ts";

/** JSON pointers: how findings, rules and patches name a place in an object. RFC 6901 */

/** The reference tokens of a pointer. */
export function tokensOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A pointer's tokens as the path of a YAML node: what is all digits is an index. */
export function yamlPathOf(pointer: string): (string | number)[] {
  return tokensOf(pointer).map((token) => (/^\d+$/.test(token) ? Number(token) : token));
}

/** The value at a pointer, or undefined. */
export function valueAt(object: unknown, pointer: string): unknown {
  const child = (value: unknown, token: string) => (typeof value === "object" && value !== null ? lookup(value as Record<string, unknown>, token) : undefined);
  return tokensOf(pointer).reduce(child, object);
}

/** A field's name as one reference token. RFC 6901, section 3 */
export function escapePointer(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}
