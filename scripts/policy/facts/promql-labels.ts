import type { SyntaxNode } from "@lezer/common";
import { labelsIn } from "./promql-binary.ts";
import { argumentsOf, functionName, type Source } from "./promql-tree.ts";
import { typeOf } from "./promql-types.ts";

/** The labels that a result can have; undefined where only the series tell. */
type Labels = ReadonlySet<string> | undefined;

/** Aggregations that choose among series, and leave their labels alone. */
const CHOOSES = ["topk", "bottomk", "limitk", "limit_ratio"];

/**
 * Which labels the result of an expression can have, as far as aggregations and matchings leave no others.
 * Source: https://prometheus.io/docs/prometheus/latest/querying/operators/
 */
export function labelsOf(node: SyntaxNode, source: Source): Labels {
  switch (node.name) {
    case "AggregateExpr":
      return ofAggregate(node, source);
    case "FunctionCall":
      return ofCall(node, source);
    case "BinaryExpr":
      return ofBinary(node, source);
    case "UnaryExpr":
      return labelsOf(node.lastChild as SyntaxNode, source);
    case "NumberDurationLiteral":
      return new Set();
    case "VectorSelector":
    case "MatrixSelector":
    case "StringLiteral":
      return undefined;
    default:
      return labelsOf(node.firstChild as SyntaxNode, source);
  }
}

function ofAggregate(node: SyntaxNode, source: Source): Labels {
  const name = functionName(node, source)?.toLowerCase() ?? "";
  const given = argumentsOf(node);
  if (CHOOSES.includes(name)) return labelsOf(given.at(-1) as SyntaxNode, source);
  const modifier = node.getChild("AggregateModifier");
  const list = modifier?.getChild("GroupingLabels");
  const named = list ? labelsIn(list, source) : [];
  const added = name === "count_values" && given[0] ? [textOf(given[0], source)] : [];
  if (!modifier) return new Set(added);
  if (modifier.getChild("By")) return new Set([...named, ...added]);
  return without(labelsOf(given.at(-1) as SyntaxNode, source), named, added);
}

function ofCall(node: SyntaxNode, source: Source): Labels {
  const name = functionName(node, source) ?? "";
  const given = argumentsOf(node);
  const vector = given.find((each) => typeOf(each, source) === "vector" || typeOf(each, source) === "range");
  // absent() takes labels from the matchers, and time() has none.
  if (name.startsWith("absent")) return undefined;
  if (!vector) return given.length === 0 && /^(?:day|hour|minute|month|year)/.test(name) ? new Set() : name === "vector" ? new Set() : undefined;
  const inner = labelsOf(vector, source);
  if ((name === "label_replace" || name === "label_join") && given[1]) return inner && new Set([...inner, textOf(given[1], source)]);
  if (name === "info" || name === "histogram_quantiles") return undefined;
  return name === "histogram_quantile" ? without(inner, ["le"]) : inner;
}

function ofBinary(node: SyntaxNode, source: Source): Labels {
  const [left, right] = [node.firstChild as SyntaxNode, node.lastChild as SyntaxNode];
  if (typeOf(left, source) === "scalar") return labelsOf(right, source);
  const ofLeft = labelsOf(left, source);
  if (typeOf(right, source) === "scalar" || node.getChild("And") || node.getChild("Unless")) return ofLeft;
  if (node.getChild("Or")) return both(ofLeft, labelsOf(right, source));
  const clause = node.getChild("MatchingModifierClause");
  const [matched = [], included = []] = clause?.getChildren("GroupingLabels").map((list) => labelsIn(list, source)) ?? [];
  if (clause?.getChild("GroupLeft")) return ofLeft && new Set([...ofLeft, ...included]);
  if (clause?.getChild("GroupRight")) return both(labelsOf(right, source), new Set(included));
  if (clause?.getChild("On")) return new Set(matched);
  return without(ofLeft, clause?.getChild("Ignoring") ? matched : []);
}

function both(a: Labels, b: Labels): Labels {
  return a && b && new Set([...a, ...b]);
}

function without(labels: Labels, gone: readonly string[], added: readonly string[] = []): Labels {
  return labels && new Set([...[...labels].filter((label) => !gone.includes(label)), ...added]);
}

function textOf(node: SyntaxNode, source: Source): string {
  return source.text.slice(node.from + 1, node.to - 1);
}
