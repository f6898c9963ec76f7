/** A value as Go prints it: texts quoted, objects as JSON with sorted keys. */
export function show(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "object" && value !== null) {
    return JSON.stringify(value, (_, inner) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    );
  }
  return value === undefined ? "null" : String(value);
}

export function quote(text: string): string {
  return JSON.stringify(text);
}
