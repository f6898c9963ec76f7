import { lookup } from "../../lookup.ts";
import type { Field } from "../api/field.ts";
import { fieldPath } from "../api/field-path.ts";
import { hasFormat } from "./formats.ts";
import type { Schema } from "./schema.ts";

export function inBody(field: Field, says: string, value: unknown = field.value): void {
  field.invalid(`${fieldPath(field.pointer)} in body ${says}`, value);
}

/** The name of a value's type, as JSON Schema has it. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

export function hasType(field: Field, schema: Schema): boolean {
  const type = typeOf(field.value);
  const wanted = schema["x-kubernetes-int-or-string"] ? ["integer", "string"] : schema.type ? [schema.type] : [type];
  if (wanted.includes(type) || (type === "integer" && wanted.includes("number"))) return true;
  inBody(field, `must be of type ${wanted.join(",")}: "${type}"`, type);
  return false;
}

export function scalar(field: Field, schema: Schema): void {
  const { value } = field;
  if (schema.enum && !schema.enum.some((item) => JSON.stringify(item) === JSON.stringify(value))) field.unsupported(schema.enum.map(String));
  if (typeof value === "number") number(field, value, schema);
  if (typeof value !== "string") return;
  const length = [...value].length;
  if (length < (schema.minLength ?? 0)) inBody(field, `should be at least ${schema.minLength} chars long`);
  if (length > (schema.maxLength ?? length)) field.tooLong(schema.maxLength ?? 0);
  if (schema.pattern !== undefined && !matches(value, schema.pattern)) inBody(field, `should match '${schema.pattern}'`);
  if (schema.format !== undefined && !hasFormat(value, schema.format)) inBody(field, `must be of type ${schema.format}: ${JSON.stringify(value)}`);
}

const PATTERNS = new Map<string, RegExp | undefined>();

/** Whether a text holds a match of one of Go's regular expressions, which write (?i) where JavaScript has a flag. */
function matches(text: string, pattern: string): boolean {
  if (!PATTERNS.has(pattern)) PATTERNS.set(pattern, compile(pattern));
  return PATTERNS.get(pattern)?.test(text) ?? true;
}

/** Undefined for what Go alone can read, which then matches everything. */
function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern.replace("(?i)", ""), pattern.includes("(?i)") ? "i" : "");
  } catch {
    return undefined;
  }
}

/** Widths of integers; those of 64 bits are beyond what JSON's numbers hold exactly. */
const INTEGERS: Record<string, [least: number, most: number]> = { int32: [-(2 ** 31), 2 ** 31 - 1], int64: [-(2 ** 63), 2 ** 63] };

function number(field: Field, value: number, { format = "", minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: Schema): void {
  const [least, most] = lookup(INTEGERS, format) ?? [value, value];
  if (value < least || value > most) inBody(field, `must be of type integer with format ${format}`);
  if (minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum)) {
    inBody(field, `should be greater than ${exclusiveMinimum ? "" : "or equal to "}${minimum}`);
  }
  if (maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum)) {
    inBody(field, `should be less than ${exclusiveMaximum ? "" : "or equal to "}${maximum}`);
  }
  if (multipleOf !== undefined && value % multipleOf !== 0) inBody(field, `should be a multiple of ${multipleOf}`);
}
