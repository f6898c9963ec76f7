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

/** What Prometheus would refuse, though the grammar lets it pass; offset is where in the text. */
export class PromqlError extends Error {
  readonly offset: number;
  constructor(message: string, { from }: { readonly from: number }) {
    super(message);
    this.offset = from;
  }
}

/** Texts, which stay as they are, comments, and what the grammar on npm lacks: "5." for a number, and a metric called offset. */
const LACKING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#.*|(?<![\w.:])\d+\.(?![\w.])|(?<=^|[(,+*/%^=<>-])\s*offset(?=\s*\{)/g;

/** The same expression, place for place, in what the grammar on npm knows. */
export function readable(text: string): string {
  return text.replace(LACKING, (found) => {
    // A comment is a node like any other, and would be taken for an operand.
    if (found.startsWith("#")) return " ".repeat(found.length);
    if (/^\d/.test(found)) return found.replace(".", " ");
    return /^\s*offset/.test(found) ? found.replace("offset", "offse_") : found;
  });
}

/** The arguments of a call or an aggregation. */
export function argumentsOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.getChild("FunctionCallBody")?.firstChild ?? null; child; child = child.nextSibling) found.push(child);
  return found;
}
