import { createRequire } from "node:module";
import type * as Cel from "@marcbachmann/cel-js";
import { FUNCTIONS, registerTypes } from "./functions.ts";

/**
 * CEL takes tens of milliseconds to load, and most trees hold none: it is loaded when the first expression turns up.
 * Kubernetes checks integers as 64-bit ones, hence bigint in all values handed to an expression.
 */
const load = createRequire(import.meta.url);
/** Node before 22.12 cannot load it on demand. */
const loaded = process.features.require_module ? undefined : await import("@marcbachmann/cel-js");
let base: Cel.Environment | undefined;

/**
 * An environment with the functions that Kubernetes adds to CEL, and the given variables of any type.
 * Source: k8s.io/apiserver/pkg/cel/library.
 * @param names variables that expressions may use
 * @param objects variables that have these fields and no others
 */
export function celEnvironment(names: string[], objects: Record<string, string[]> = {}): Cel.Environment {
  const environment = shared().clone();
  for (const name of names) environment.registerVariable(name, "dyn");
  for (const [name, fields] of Object.entries(objects)) {
    environment.registerVariable({ name, schema: Object.fromEntries(fields.map((field) => [field, "dyn"])) });
  }
  return environment;
}

function shared(): Cel.Environment {
  base ??= build(loaded ?? (load("@marcbachmann/cel-js") as typeof Cel));
  return base;
}

function build({ Environment }: typeof Cel): Cel.Environment {
  const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  registerTypes(environment);
  for (const [signature, handler] of Object.entries(FUNCTIONS)) environment.registerFunction(signature, handler);
  return environment;
}

/** What can be said of an expression without running it. */
export interface Compiled {
  /** What is wrong with it, in the words of the parser or type checker. */
  error?: string;
  /** It uses something of Kubernetes' CEL that is not known here: nothing can be said. */
  unknown?: true;
  /** Its type, as far as known: "bool", "string", "dyn", … */
  type?: string;
}

/**
 * Compiles an expression without running it.
 * @param expression CEL
 * @param environment from celEnvironment
 */
export function compile(expression: string, environment: Cel.Environment): Compiled {
  try {
    const { valid, type, error } = environment.parse(expression).check();
    if (valid) return type === undefined ? {} : { type };
    const message = firstLine(error);
    // A function that is not in the table may exist in the API server's library.
    const isUnknown = /overload|Unknown variable: (sets|format|math|authorizer)\b/.test(message) || isOnlyUnknownHere(expression, message);
    return isUnknown ? { unknown: true } : { error: message };
  } catch (error) {
    const message = firstLine(error);
    return isOnlyUnknownHere(expression, message) ? { unknown: true } : { error: message };
  }
}

/**
 * What cel-go takes and the library here does not: a field of anything in has(), and macros with two variables.
 * test/model/cel/cel-go.test.ts holds this against cel-go.
 */
function isOnlyUnknownHere(expression: string, message: string): boolean {
  if (message.startsWith("has() invalid argument")) return argumentsOfHas(expression).every((each) => /\.\s*[A-Za-z_]\w*\s*$/.test(each));
  return message.startsWith("Unknown variable") && /\.(all|exists|existsOne|transform\w+)\(\s*\w+\s*,\s*\w+\s*,/.test(expression);
}

/** What stands between the parentheses of each has(). */
function argumentsOfHas(expression: string): string[] {
  return [...expression.matchAll(/\bhas\(/g)].map(({ index }) => {
    const start = index + "has(".length;
    let depth = 1;
    let end = start;
    for (; end < expression.length && depth > 0; end++) depth += expression[end] === "(" ? 1 : expression[end] === ")" ? -1 : 0;
    return expression.slice(start, end - 1);
  });
}

/**
 * What is wrong with the syntax of an expression that builds objects (Object{…}, JSONPatch{…}); their types are not looked at.
 * @returns the parser's message, or undefined
 */
export function syntaxError(expression: string): string | undefined {
  try {
    shared().parse(expression.replace(/\b(Object|JSONPatch)[\w.]*\s*\{/g, "{"));
    return undefined;
  } catch (error) {
    return firstLine(error);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
