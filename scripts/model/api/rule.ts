import { type Rule, ruleOf } from "../../rules/rule.ts";
import type { Field } from "./field.ts";
import { referencesOf } from "./references.ts";

/** A rule of the API, with what it restates. */
export interface ApiRule extends Rule {
  /** "<package> <function>": the function of k8s.io/kubernetes pkg/apis/<package>/validation, or of the module named. */
  readonly source: string;
}

/** Looks at a place and reports what is wrong there; `Context` is what it must know of the surroundings. */
export type Check<Context extends unknown[] = []> = (field: Field, ...context: Context) => void;

/** Every rule there is, by name. */
export const RULES = new Map<string, ApiRule>();

/**
 * Makes a rule of a check: whatever the check reports carries the rule's name and help.
 * @throws Error when two different rules are given one name, which is a mistake in this folder
 */
export function rule<Context extends unknown[]>(name: string, source: string, help: string, check: Check<Context>): Check<Context> {
  if (RULES.has(name)) throw new Error(`two rules are called ${name}`);
  const self = apiRule(name, source, help);
  RULES.set(name, self);
  return (field, ...context) => {
    const { log } = field;
    const outer = log.rule;
    log.rule = self;
    check(field, ...context);
    log.rule = outer;
  };
}

/** The help says what a valid object has, and so is the title too. */
function apiRule(name: string, source: string, help: string): ApiRule {
  const title = help.replace(/\.$/, "");
  const description = `What does not hold is refused when the object is applied. Restated from ${source}.`;
  return { ...ruleOf(`api/${name}`, "model", { title, description, severity: "error", help, references: referencesOf(source) }), source };
}

/** Runs several checks at one place. */
export function all<Context extends unknown[]>(...checks: Check<Context>[]): Check<Context> {
  return (field, ...context) => {
    for (const check of checks) check(field, ...context);
  };
}

/**
 * Runs a check for each field named in the table, at that field's place.
 * @param table field name → check
 */
export function fields<Context extends unknown[]>(table: Record<string, Check<Context>>): Check<Context> {
  const entries = Object.entries(table);
  return (field, ...context) => {
    for (const [key, check] of entries) check(field.at(key), ...context);
  };
}

/** Runs a check only where there is a value. */
export function present<Context extends unknown[]>(check: Check<Context>): Check<Context> {
  return (field, ...context) => {
    if (field.present) check(field, ...context);
  };
}

/** Runs a check on each element of the list. */
export function each<Context extends unknown[]>(check: Check<Context>): Check<Context> {
  return (field, ...context) => {
    for (const item of field.items) check(item, ...context);
  };
}

/** Runs a check on each value of the map. */
export function eachValue<Context extends unknown[]>(check: Check<Context>): Check<Context> {
  return (field, ...context) => {
    for (const entry of field.entries) check(entry, ...context);
  };
}
