import type { SyntaxNode } from "@lezer/common";
import { NAMES, type Type } from "./promql-functions.ts";
import { PromqlError, type Source } from "./promql-tree.ts";

const COMPARISONS = ["Eql", "Neq", "Gtr", "Lss", "Gte", "Lte"];
const SETS = ["And", "Or", "Unless"];

/**
 * The type of a binary expression. Source: checkAST in promql/parser/parse.go, BinaryExpr.
 * @throws PromqlError for operands, modifiers and matchings that Prometheus refuses
 */
export function checkBinary(node: SyntaxNode, source: Source, typeOf: (node: SyntaxNode, source: Source) => Type): Type {
  const has = (names: readonly string[]) => names.some((name) => node.getChild(name));
  const [left, right] = [typeOf(node.firstChild as SyntaxNode, source), typeOf(node.lastChild as SyntaxNode, source)];
  const fail = (message: string): never => {
    throw new PromqlError(message, node);
  };
  for (const type of [left, right]) {
    const help = type === "range" ? ": put rate(), increase() or an _over_time function around it, or drop the [range]" : "";
    if (type === "range" || type === "text") fail(`has ${NAMES[type]} beside an operator${help}`);
  }
  const isBool = node.getChild("BoolModifier") !== null;
  if (isBool && !has(COMPARISONS)) fail("has bool beside what is no comparison");
  if (has(COMPARISONS) && !isBool && left === "scalar" && right === "scalar") fail("compares two numbers, which needs bool");
  const areVectors = left !== "scalar" && right !== "scalar";
  if (has(SETS) && !areVectors) fail("has and, or or unless beside a number");
  checkMatching(node, source, areVectors, has(SETS), fail);
  return left === "scalar" && right === "scalar" ? "scalar" : "vector";
}

function checkMatching(node: SyntaxNode, source: Source, areVectors: boolean, isSet: boolean, fail: (message: string) => never): void {
  const clause = node.getChild("MatchingModifierClause");
  if (!clause) return;
  const [matched = [], grouped = []] = clause.getChildren("GroupingLabels").map((labels) => labelsIn(labels, source));
  const isGrouping = clause.getChild("GroupLeft") !== null || clause.getChild("GroupRight") !== null;
  if (!areVectors && matched.length > 0) fail("has on() or ignoring() beside a number");
  if (isSet && isGrouping) fail("has group_left or group_right beside and, or or unless");
  const both = clause.getChild("On") ? matched.find((label) => grouped.includes(label)) : undefined;
  if (both !== undefined) fail(`has the label ${both} in on() and in the group, too`);
}

/** The names in a list of labels. */
export function labelsIn(list: SyntaxNode, source: Source): string[] {
  const names = [...list.getChildren("LabelName"), ...list.getChildren("QuotedLabelName")];
  return names.map(({ from, to }) => source.text.slice(from, to).replace(/^["'`](.*)["'`]$/, "$1"));
}
