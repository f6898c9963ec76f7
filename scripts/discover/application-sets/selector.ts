import type { Generator, Requirement } from "./set.ts";

/** Whether a label selector takes a set of labels; one that is not there takes all. */
export function matchesLabels(selector: Generator["selector"], labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value) && matchExpressions.every((each) => satisfies(each, labels));
}

function satisfies({ key, operator, values = [] }: Requirement, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[key];
  if (operator === "In") return value !== undefined && values.includes(value);
  if (operator === "NotIn") return value === undefined || !values.includes(value);
  return operator === "Exists" ? value !== undefined : value === undefined;
}
