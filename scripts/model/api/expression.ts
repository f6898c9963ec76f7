import { celEnvironment, compile } from "../cel/environment.ts";
import { qualifiedName } from "./formats.ts";
import { type Check, rule } from "./rule.ts";
import { requiredText } from "./values.ts";

/** What every admission expression may speak of. */
export const VARIABLES = ["object", "oldObject", "request", "namespaceObject", "authorizer"];

/** What an expression may speak of. */
export interface Scope {
  names: string[];
  /** The fields of `variables`, as the policy declares them. */
  variables?: string[];
}

/** What a text must yield. */
type Wanted = "bool" | "string" | undefined;

/**
 * A CEL expression.
 * @param wanted the type it must yield
 * @param scope what it may speak of
 */
export const expression: Check<[wanted: Wanted, scope: Scope]> = rule(
  "cel-expression",
  "admissionregistration validateCELCondition",
  "Write CEL that compiles, over object, oldObject, request, namespaceObject, authorizer and (with paramKind) params.",
  (field, wanted, { names, variables = [] }) => {
    if (field.text.trim() === "") return field.required("expression is not specified");
    const { error, type } = compile(field.text, celEnvironment(names, variables.length > 0 ? { variables } : {}));
    if (error) field.invalid(`compilation failed: ERROR: <input>: ${error}`);
    else if (wanted && type && type !== wanted && type !== "dyn") field.invalid(`must evaluate to ${wanted}`);
  },
);

const conditionNames: Check = rule(
  "match-condition-names",
  "admissionregistration validateMatchConditions",
  "Name each of at most 64 conditions differently.",
  (field) => {
    const seen = new Set<string>();
    if (field.size > 64) field.tooMany(64);
    for (const name of field.items.map((item) => item.at("name"))) {
      requiredText(qualifiedName)(name);
      if (name.text !== "" && seen.has(name.text)) name.duplicate();
      seen.add(name.text);
    }
  },
);

/**
 * Conditions on which a webhook or policy is asked at all.
 * @param params whether there are parameters to speak of
 */
export const matchConditions: Check<[params: boolean]> = (field, params) => {
  const names = params ? [...VARIABLES, "params"] : VARIABLES;
  conditionNames(field);
  for (const condition of field.items) expression(condition.at("expression"), "bool", { names });
};
