import { parseQuantity } from "../model/quantity.ts";

/**
 * What the policies use and the WASM runtime does not bring along, by the name OPA gives it.
 * Undefined makes the expression in the rule undefined, as in OPA itself.
 * Source: https://www.openpolicyagent.org/docs/policy-reference/builtins
 */
export const builtins: Readonly<Record<string, (...args: never[]) => unknown>> = {
  /** A quantity ("250m", "4Gi") as a number. */
  "units.parse": quantity,
  /** The same for amounts of bytes. */
  "units.parse_bytes": quantity,
  /** Now, in nanoseconds since 1970; too large for a double to hold exactly, exact enough to compare days. */
  "time.now_ns": () => Date.now() * 1e6,
  /** An RFC 3339 time in nanoseconds since 1970. */
  "time.parse_rfc3339_ns": (text: string) => (Number.isNaN(Date.parse(text)) ? undefined : Date.parse(text) * 1e6),
};

function quantity(text: string): number | undefined {
  try {
    return parseQuantity(text);
  } catch {
    return undefined;
  }
}
