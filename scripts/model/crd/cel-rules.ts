import type * as Cel from "@marcbachmann/cel-js";
import { lookup } from "../../lookup.ts";
import type { Field } from "../api/field.ts";
import { celEnvironment } from "../cel/environment.ts";
import { escaped } from "../cel/names.ts";
import type { CelRule, Schema } from "./schema.ts";

type Compiled = (context: { self: unknown }) => unknown;

let environment: Cel.Environment | undefined;
const COMPILED = new Map<string, Compiled | undefined>();

/**
 * Evaluates the CEL rules of a schema on the value at a place, with its defaults filled in.
 * Rules about updates (oldSelf) do not concern an object that is created; rules that use a function which is not known
 * here are passed over, and uncheckedRules names them.
 */
export function celViolations(field: Field, schema: Schema): void {
  for (const rule of schema["x-kubernetes-validations"] ?? []) {
    const run = /\boldSelf\b/.test(rule.rule) ? undefined : compiled(rule.rule);
    if (!run) continue;
    const self = celValue(field.value, schema);
    const failure = outcome(run, self);
    if (failure === true) continue;
    const place = rule.fieldPath ? placeOf(field, rule.fieldPath) : field;
    place.invalid(typeof failure === "string" ? failure : saysOf(rule, self), schema.type ?? "object");
  }
}

/** The rules of a schema that cannot be judged here. */
export function uncheckedRules(schema: Schema): string[] {
  const own = (schema["x-kubernetes-validations"] ?? []).map(({ rule }) => rule).filter((rule) => !/\boldSelf\b/.test(rule) && !compiled(rule));
  const { properties = {}, items, additionalProperties } = schema;
  const below = [...Object.values(properties), ...(items ? [items] : []), ...(typeof additionalProperties === "object" ? [additionalProperties] : [])];
  return [...own, ...below.flatMap(uncheckedRules)];
}

function compiled(rule: string): Compiled | undefined {
  if (!COMPILED.has(rule)) {
    environment ??= celEnvironment(["self"]);
    try {
      const parsed = environment.parse(rule);
      COMPILED.set(rule, parsed.check().valid ? (parsed as Compiled) : undefined);
    } catch {
      COMPILED.set(rule, undefined);
    }
  }
  return COMPILED.get(rule);
}

/** Whether the rule holds, or how it could not be evaluated. */
function outcome(run: Compiled, self: unknown): boolean | string {
  try {
    return run({ self }) === true;
  } catch (error) {
    return `rule evaluation error: ${(error instanceof Error ? error.message : String(error)).split("\n")[0]}`;
  }
}

/** Source: apiextensions cel ruleMessageOrDefault. */
function saysOf({ rule, message, messageExpression }: CelRule, self: unknown): string {
  const computed = messageExpression ? compiled(messageExpression) : undefined;
  try {
    const text = computed?.({ self });
    if (typeof text === "string" && text.trim() !== "") return text.trim();
  } catch {
    // A message that cannot be computed gives way to the plain one.
  }
  return message ?? `failed rule: ${rule.trim()}`;
}

/** ".spec.name" or ".spec['name']" below a place. */
function placeOf(field: Field, path: string): Field {
  const keys = [...path.matchAll(/\.([A-Za-z_][\w-]*)|\['([^']*)'\]/g)].map(([, name, quoted]) => name ?? quoted ?? "");
  return field.under(...keys);
}

/** A value as CEL has it: whole numbers are 64-bit, omitted fields have their defaults. */
function celValue(value: unknown, schema: Schema | undefined): unknown {
  if (typeof value === "number") return schema?.type === "number" || !Number.isInteger(value) ? value : BigInt(value);
  if (Array.isArray(value)) return value.map((item) => celValue(item, schema?.items));
  if (typeof value !== "object" || value === null) return value;
  const { properties, additionalProperties } = schema ?? {};
  const rest = typeof additionalProperties === "object" ? additionalProperties : undefined;
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== null && inner !== undefined) result[properties ? escaped(key) : key] = celValue(inner, (properties && lookup(properties, key)) ?? rest);
  }
  for (const [key, inner] of Object.entries(properties ?? {})) {
    if (inner.default !== undefined && !(escaped(key) in result)) result[escaped(key)] = celValue(inner.default, inner);
  }
  return result;
}
