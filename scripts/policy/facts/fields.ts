/** A mapping, or an empty one for anything else: manifests are read before anybody has vouched for their shape. */
export function mapping(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A list, or an empty one for anything else. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value at a path of field names, or undefined. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce((current, field) => mapping(current)[field], value);
}
