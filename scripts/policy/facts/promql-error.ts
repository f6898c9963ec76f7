import type { SyntaxNode } from "@lezer/common";
import { NAMES } from "./promql-functions.ts";
import { PromqlError, type Source } from "./promql-tree.ts";
import { typeOf } from "./promql-types.ts";

/** Why Prometheus would refuse an expression, and where; column and line count from 1. */
export interface ParseError {
  readonly message: string;
  readonly column: number;
  readonly line: number;
}

/** What is wrong with an expression first, and on which of its lines. */
export function errorIn(top: SyntaxNode, source: Source, expression: string): ParseError | undefined {
  const error = syntaxError(top, expression) ?? typeError(top, source);
  return error && { ...error, line: expression.slice(0, error.column - 1).split("\n").length };
}

/** What the grammar lets pass and Prometheus refuses, or cannot evaluate as a rule, a query of a scaler or a panel at one time. */
function typeError(top: SyntaxNode, source: Source): Omit<ParseError, "line"> | undefined {
  try {
    const type = top.firstChild ? typeOf(top, source) : "vector";
    if (type !== "range" && type !== "text") return undefined;
    const help = type === "range" ? ": put rate(), increase() or an _over_time function around it, or drop the [range]" : "";
    return { message: `is ${NAMES[type]} where an instant vector is wanted${help}`, column: 1 };
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    return { message: error.message, column: error.offset + 1 };
  }
}

function syntaxError(top: SyntaxNode, expression: string): Omit<ParseError, "line"> | undefined {
  const found: SyntaxNode[] = [];
  top.cursor().iterate((node) => void (node.type.isError && found.push(node.node)));
  const first = found[0];
  if (!first) return undefined;
  const rest = expression.slice(first.from).split("\n")[0] ?? "";
  const near = rest.trim() === "" ? "at its end" : `at "${rest.length > 20 ? `${rest.slice(0, 20)}…` : rest}"`;
  return { message: `does not parse ${near}`, column: first.from + 1 };
}
