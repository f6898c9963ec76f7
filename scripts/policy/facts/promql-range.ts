import type { SyntaxNode } from "@lezer/common";
import { unwrap, WRAPPERS } from "./promql-tree.ts";

/** The nodes of functions that take a range vector, as the grammar names them. https://prometheus.io/docs/prometheus/latest/querying/functions/ */
const TAKES_RANGE = /^(Rate|Irate|Increase|Delta|Idelta|Deriv|Resets|Changes|PredictLinear|HoltWinters|DoubleExponentialSmoothing|\w+OverTime)$/;
const RANGES = ["MatrixSelector", "SubqueryExpr"];

/** What the grammar lets pass and Prometheus refuses: a range where an instant vector is wanted, and the other way round. */
export function rangeError(top: SyntaxNode): { message: string; column: number } | undefined {
  let error: { message: string; column: number } | undefined;
  top.cursor().iterate((each) => {
    error ??= RANGES.includes(each.name) ? strayRange(each.node) : each.name === "FunctionCall" ? missingRange(each.node) : undefined;
  });
  return error;
}

function strayRange(node: SyntaxNode): { message: string; column: number } | undefined {
  let parent = node.parent;
  while (parent && WRAPPERS.includes(parent.name)) parent = parent.parent;
  if (parent?.name === "FunctionCallBody" && takesRange(parent.parent)) return undefined;
  return {
    message: "has a range vector where an instant vector is wanted: put rate(), increase() or an _over_time function around it, or drop the [range]",
    column: node.from + 1,
  };
}

function missingRange(call: SyntaxNode): { message: string; column: number } | undefined {
  if (!takesRange(call)) return undefined;
  const body = call.getChild("FunctionCallBody");
  for (let argument = body?.firstChild ?? null; argument; argument = argument.nextSibling) {
    if (RANGES.includes(unwrap(argument)?.name ?? "")) return undefined;
  }
  return { message: "has a function over a range whose argument has none: write x[5m]", column: call.from + 1 };
}

function takesRange(node: SyntaxNode | null): boolean {
  return TAKES_RANGE.test(node?.getChild("FunctionIdentifier")?.firstChild?.name ?? "");
}
