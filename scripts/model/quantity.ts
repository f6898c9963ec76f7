/**
 * Kubernetes resource quantities ("250m", "1.5Gi", "1e3"), exactly as the API server reads, compares and prints them.
 * Source: k8s.io/apimachinery/pkg/api/resource, quantity.go (ParseQuantity, CanonicalizeBytes) and suffix.go.
 */

/** The smallest amount a quantity can hold is one billionth; every amount is a whole number of them. */
const UNIT = 1_000_000_000n;
const MAX_BINARY = (2n ** 63n - 1n) * UNIT;

type Format = "DecimalSI" | "BinarySI" | "DecimalExponent";

interface Quantity {
  /** The amount in billionths. */
  nanos: bigint;
  format: Format;
}

const DECIMAL = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 } as const;
const BINARY = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n } as const;
const DECIMAL_SUFFIX = new Map<number, string>(Object.entries(DECIMAL).map(([suffix, exponent]) => [exponent, suffix]));
const BINARY_SUFFIX = ["", ...Object.keys(BINARY)];

const GRAMMAR = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*)([+-]?[0-9]*)$/;
/** Nothing real is this large; computing 10^9999 would only stall the reader. */
const MAX_EXPONENT = 1000;

const FORMAT_WRONG = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const SUFFIX_WRONG = "unable to parse quantity's suffix";

/** Reads a quantity, or answers what the API server says about a text that is none. */
function read(value: unknown): Quantity | string {
  if (typeof value !== "string" && typeof value !== "number") return FORMAT_WRONG;
  const text = String(value).trim();
  const match = text === "" ? null : GRAMMAR.exec(text);
  if (!match) return FORMAT_WRONG;
  const [, sign, whole = "", fraction = "", letters = "", digits = ""] = match;
  let nanos = BigInt(whole + fraction) * UNIT;
  const suffix = letters + digits;
  let format: Format = "DecimalSI";
  let exponent = -fraction.length;
  if (Object.hasOwn(BINARY, suffix)) {
    format = "BinarySI";
    nanos <<= BINARY[suffix as keyof typeof BINARY];
  } else if (Object.hasOwn(DECIMAL, suffix)) {
    exponent += DECIMAL[suffix as keyof typeof DECIMAL];
  } else if ((letters === "e" || letters === "E") && /[0-9]$/.test(digits)) {
    format = "DecimalExponent";
    exponent += Number(digits);
    if (exponent > MAX_EXPONENT) return SUFFIX_WRONG;
  } else return SUFFIX_WRONG;
  nanos = exponent >= 0 ? nanos * 10n ** BigInt(exponent) : divideUp(nanos, exponent);
  if (format === "BinarySI" && nanos > MAX_BINARY) nanos = MAX_BINARY;
  return { nanos: sign === "-" ? -nanos : nanos, format };
}

/** Rounds away from zero: whoever asks for a little gets a little. */
function divideUp(nanos: bigint, exponent: number): bigint {
  if (nanos === 0n) return 0n;
  if (exponent < -MAX_EXPONENT) return 1n;
  const divisor = 10n ** BigInt(-exponent);
  return (nanos + divisor - 1n) / divisor;
}

/**
 * Whether the API server reads the value as a quantity.
 * @param value the value of a field, text or number
 */
export function isQuantity(value: unknown): value is string | number {
  return typeof read(value) !== "string";
}

/**
 * What the API server says about a value that is not a quantity.
 * @returns the message of apimachinery's ParseQuantity, or undefined when the value is a quantity
 */
export function quantityError(value: unknown): string | undefined {
  const quantity = read(value);
  return typeof quantity === "string" ? quantity : undefined;
}

/**
 * The exact amount.
 * @param value a quantity, such as "250m" or 2
 * @returns the amount in billionths of the unit (cores, bytes, pieces)
 * @throws RangeError when the value is not a quantity
 */
export function quantityNanos(value: unknown): bigint {
  const quantity = read(value);
  if (typeof quantity === "string") throw new RangeError(quantity);
  return quantity.nanos;
}

/**
 * The amount as a plain number, for sums of money; compare quantities with compareQuantity, which is exact.
 * @param value a quantity, such as "250m" (0.25) or "1Ki" (1024)
 * @returns the amount in the unit of the resource: cores, bytes, pieces
 * @throws RangeError when the value is not a quantity
 */
export function parseQuantity(value: string | number): number {
  const nanos = quantityNanos(value);
  return Number(nanos / UNIT) + Number(nanos % UNIT) / Number(UNIT);
}

/**
 * Compares two quantities exactly.
 * @returns a negative number, zero or a positive number, as Array.sort wants it
 * @throws RangeError when either is not a quantity
 */
export function compareQuantity(a: string | number, b: string | number): number {
  const difference = quantityNanos(a) - quantityNanos(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * The text the API server prints for a quantity: "1000m" is "1", "1024Mi" is "1Gi".
 * @throws RangeError when the value is not a quantity
 */
export function canonicalQuantity(value: string | number): string {
  const quantity = read(value);
  if (typeof quantity === "string") throw new RangeError(quantity);
  const { nanos, format } = quantity;
  if (nanos === 0n) return "0";
  const magnitude = nanos < 0n ? -nanos : nanos;
  if (format === "BinarySI" && nanos % UNIT === 0n && magnitude >= 1024n * UNIT) {
    const [mantissa, times] = withoutFactors(nanos / UNIT, 1024n);
    return `${mantissa}${BINARY_SUFFIX[times]}`;
  }
  let [mantissa, times] = withoutFactors(nanos, 10n);
  for (times -= 9; times % 3 !== 0; times--) mantissa *= 10n;
  if (format === "DecimalExponent") return times === 0 ? `${mantissa}` : `${mantissa}e${times}`;
  return `${mantissa}${DECIMAL_SUFFIX.get(times) ?? ""}`;
}

function withoutFactors(value: bigint, factor: bigint): [mantissa: bigint, times: number] {
  let times = 0;
  for (; value % factor === 0n; times++) value /= factor;
  return [value, times];
}
