/**
 * The entry of a table for a key that a person wrote.
 * A plain `table[key]` finds what every object inherits, too: "constructor" is a name like any other.
 */
export function lookup<Value>(table: Readonly<Record<string, Value>>, key: string | number): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
