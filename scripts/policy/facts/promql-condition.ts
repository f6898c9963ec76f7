import type { SyntaxNode } from "@lezer/common";
import { argumentsOf, functionName, type Source } from "./promql-tree.ts";

const COMPARISONS = ["Eql", "Neq", "Gtr", "Lss", "Gte", "Lte"];

/** Series that are there only while something holds: those of alerts, and what labels say of a state: x_info{ready!="True"}. */
const SAYS_STATE = /^ALERTS(?:_FOR_STATE)?\b|_info\s*\{|!=|!~/;

/**
 * Whether an expression has a result only under some condition: an alert on any other fires for as long as there are series.
 * vector() counts as one: who alerts on a constant wants it to fire.
 */
export function hasCondition(node: SyntaxNode, source: Source): boolean {
  switch (node.name) {
    case "BinaryExpr":
      return isConditional(node, source);
    case "AggregateExpr":
      return argumentsOf(node).some((each) => hasCondition(each, source));
    case "FunctionCall": {
      const name = functionName(node, source) ?? "";
      return name.startsWith("absent") || name === "vector" || argumentsOf(node).some((each) => hasCondition(each, source));
    }
    case "UnaryExpr":
      return hasCondition(node.lastChild as SyntaxNode, source);
    case "VectorSelector":
      return SAYS_STATE.test(source.text.slice(node.from, node.to));
    case "NumberDurationLiteral":
    case "StringLiteral":
      return false;
    default:
      return hasCondition(node.firstChild as SyntaxNode, source);
  }
}

function isConditional(node: SyntaxNode, source: Source): boolean {
  const [left, right] = [hasCondition(node.firstChild as SyntaxNode, source), hasCondition(node.lastChild as SyntaxNode, source)];
  if (node.getChild("And") || node.getChild("Unless")) return true;
  if (node.getChild("Or")) return left && right;
  const filters = COMPARISONS.some((name) => node.getChild(name)) && !node.getChild("BoolModifier");
  return filters || left || right;
}
