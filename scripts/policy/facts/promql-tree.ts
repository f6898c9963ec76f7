import type { SyntaxNode } from "@lezer/common";

/** The text that was parsed, with the places where variables stood. */
export interface Source {
  readonly text: string;
  readonly variables: readonly (readonly [number, number])[];
}

/** The parents of a node, the nearest first. */
export function* ancestors(node: SyntaxNode): Generator<SyntaxNode> {
  for (let parent = node.parent; parent; parent = parent.parent) yield parent;
}

/** The name of the function or aggregation that a node is a call of. */
export function functionName(node: SyntaxNode, source: Pick<Source, "text">): string | undefined {
  const name = node.getChild("FunctionIdentifier") ?? node.getChild("AggregateOp");
  return name ? source.text.slice(name.from, name.to) : undefined;
}

/** Parentheses, offset and @ change nothing of what an expression is. */
export const WRAPPERS = ["ParenExpr", "OffsetExpr", "StepInvariantExpr"];

/** What stands inside of parentheses, offset and @. */
export function unwrap(node: SyntaxNode | null): SyntaxNode | null {
  let current = node;
  while (current && WRAPPERS.includes(current.name)) current = current.firstChild;
  return current;
}
