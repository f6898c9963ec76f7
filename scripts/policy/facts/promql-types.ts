import type { SyntaxNode } from "@lezer/common";
import { checkBinary } from "./promql-binary.ts";
import { FUNCTIONS, NAMES, type Type } from "./promql-functions.ts";
import { checkDurations, checkNumber, checkSelector, checkText } from "./promql-literals.ts";
import { argumentsOf, functionName, PromqlError, type Source } from "./promql-tree.ts";

/** Aggregations that take something before the vector. */
const PARAMETER: Readonly<Record<string, Type>> = {
  topk: "scalar",
  bottomk: "scalar",
  quantile: "scalar",
  limitk: "scalar",
  limit_ratio: "scalar",
  count_values: "text",
};

/** What offset and @ may follow, beside each other. */
const SELECTORS = ["VectorSelector", "MatrixSelector", "SubqueryExpr"];

/**
 * The type of an expression, worked out as Prometheus does.
 * Source: checkAST in promql/parser/parse.go.
 * @throws PromqlError for what Prometheus refuses
 */
export function typeOf(node: SyntaxNode, source: Source): Type {
  switch (node.name) {
    case "VectorSelector":
      checkSelector(node, source);
      return isVariable(node, source) ? "any" : "vector";
    case "MatrixSelector":
      if (node.firstChild?.name !== "VectorSelector") throw new PromqlError("has a [range] after what is no selector; [5m:] makes a range of anything", node);
      checkDurations(node, source);
      typeOf(node.firstChild, source);
      return "range";
    case "SubqueryExpr":
      checkDurations(node, source);
      if (!isVector(typeOf(node.firstChild as SyntaxNode, source))) throw new PromqlError("has a subquery of what is no instant vector", node);
      return "range";
    case "NumberDurationLiteral":
      checkNumber(node, source);
      return "scalar";
    case "StringLiteral":
      checkText(node, source);
      return "text";
    case "OffsetExpr":
    case "StepInvariantExpr":
      return typeOfModified(node, source);
    case "UnaryExpr":
      return typeOfUnary(node, source);
    case "BinaryExpr":
      return checkBinary(node, source, typeOf);
    case "AggregateExpr":
      return typeOfAggregate(node, source);
    case "FunctionCall":
      return typeOfCall(node, source);
    default:
      return typeOf(node.firstChild as SyntaxNode, source);
  }
}

/** offset and @ follow a selector itself, each once. */
function typeOfModified(node: SyntaxNode, source: Source): Type {
  const what = node.name === "OffsetExpr" ? "offset" : "@";
  let inner = node.firstChild as SyntaxNode;
  if (inner.name === node.name) throw new PromqlError(`has ${what} twice`, node);
  if (inner.name === "OffsetExpr" || inner.name === "StepInvariantExpr") {
    const deeper = inner.firstChild as SyntaxNode;
    if (deeper.name === node.name) throw new PromqlError(`has ${what} twice`, node);
    inner = deeper;
  }
  // The grammar on npm binds @ weaker than operators; Prometheus binds it to what stands before it.
  while (inner.name === "BinaryExpr" || inner.name === "UnaryExpr") inner = inner.lastChild as SyntaxNode;
  if (!SELECTORS.includes(inner.name)) throw new PromqlError(`has ${what} after what is no selector and no subquery`, node);
  checkDurations(node, source);
  const time = /@\s*([-+]?[^\s()]+)$/.exec(source.text.slice(node.from, node.to))?.[1];
  if (what === "@" && time && (/^[-+]?(inf|nan)$/i.test(time) || Math.abs(Number(time)) * 1000 >= 2 ** 63))
    throw new PromqlError("has a time after @ that is none", node);
  return typeOf(node.firstChild as SyntaxNode, source);
}

function typeOfUnary(node: SyntaxNode, source: Source): Type {
  const type = typeOf(node.lastChild as SyntaxNode, source);
  if (type !== "scalar" && !isVector(type)) throw new PromqlError(`has a sign before ${NAMES[type]}`, node);
  return type;
}

function typeOfAggregate(node: SyntaxNode, source: Source): Type {
  const name = functionName(node, source)?.toLowerCase() ?? "";
  const parameter = PARAMETER[name];
  const wanted: Type[] = parameter ? [parameter, "vector"] : ["vector"];
  const given = argumentsOf(node);
  if (given.length !== wanted.length) throw new PromqlError(`has ${name}() with ${given.length} arguments and not ${wanted.length}`, node);
  checkArguments(name, given, wanted, source);
  return "vector";
}

function typeOfCall(node: SyntaxNode, source: Source): Type {
  const name = functionName(node, source) ?? "";
  const signature = FUNCTIONS.get(name);
  // A newer Prometheus knows more.
  if (!signature) return "vector";
  const given = argumentsOf(node);
  const { takes, least, most, gives } = signature;
  if (given.length < least || given.length > most) {
    const wanted = most === Number.POSITIVE_INFINITY ? `at least ${least}` : least === most ? `${least}` : `${least} to ${most}`;
    throw new PromqlError(`has ${name}() with ${given.length} arguments and not ${wanted}`, node);
  }
  // What info() selects the information by may pass every series.
  const values = name === "info" ? given.slice(0, 1) : given;
  checkArguments(
    name,
    values,
    values.map((_, index) => takes[index] ?? (takes.at(-1) as Type)),
    source,
  );
  const selector = name === "info" ? given[1] : undefined;
  if (selector && (selector.name !== "VectorSelector" || selector.getChild("Identifier")))
    throw new PromqlError("has info() with more than label matchers", selector);
  return gives;
}

function checkArguments(name: string, given: readonly SyntaxNode[], wanted: readonly Type[], source: Source): void {
  for (const [index, node] of given.entries()) {
    const type = typeOf(node, source);
    const want = wanted[index] as Type;
    if (type === want || type === "any") continue;
    if (want === "range") throw new PromqlError(`has ${name}() over what has no range: write x[5m]`, node);
    const help = type === "range" ? ": put rate(), increase() or an _over_time function around it, or drop the [range]" : "";
    throw new PromqlError(`has ${NAMES[type]} in ${name}() where ${NAMES[want]} is wanted${help}`, node);
  }
}

function isVector(type: Type): boolean {
  return type === "vector" || type === "any";
}

function isVariable(node: SyntaxNode, { variables }: Source): boolean {
  return variables.some(([from, to]) => from < node.to && node.from < to);
}
