import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import type { ExpressionOptions } from "./expressions.ts";
import { interpolate } from "./grafana-macros.ts";
import { type Comparison, comparisonOf } from "./promql-comparison.ts";
import { hasCondition } from "./promql-condition.ts";
import { errorIn, type ParseError } from "./promql-error.ts";
import { labelsOf } from "./promql-labels.ts";
import { ancestors, functionName, readable, type Source } from "./promql-tree.ts";

/** A label matcher: severity=~"a|b". */
export interface Matcher {
  label: string;
  op: "=" | "!=" | "=~" | "!~";
  value: string;
}

/** One mention of a metric. */
export interface Selector {
  /** Empty when the expression names none, or only a Grafana variable knows it. */
  metric: string;
  matchers: Matcher[];
  /** The functions and aggregations around it, the nearest first. */
  within: string[];
  /** Whether only its being there matters: on the right of `and` and `unless`. */
  presence?: true;
  /** The range as written, "5m", when it is a range vector. */
  range?: string;
}

/** What an expression is made of. */
export interface PromqlFacts {
  /** Why Prometheus would refuse it; column counts from 1. */
  error?: ParseError;
  /** The names of all metrics, sorted, each once. */
  metrics: string[];
  selectors: Selector[];
  /** Functions and aggregations, sorted, each once. */
  functions: string[];
  comparisons: Comparison[];
  /** For each "/": the metrics on both sides. */
  divisions: { numerator: string[]; denominator: string[] }[];
  /** Whether it has a result only under a condition. */
  condition?: boolean;
  /** The labels that its result can have, sorted; none where only the series tell. */
  labels?: string[];
  /** Set when the whole expression is one number. */
  number?: number;
}

/**
 * Parses one expression with Prometheus's own grammar, and holds range vectors to the functions that take them.
 * An expression that does not parse has an `error` and nothing else filled in.
 */
export function promqlFacts(expression: string, { macros }: ExpressionOptions): PromqlFacts {
  const source: Source = macros ? interpolate(expression) : { text: expression, variables: [] };
  const top = parser.parse(readable(source.text)).topNode;
  const error = errorIn(top, source, expression);
  if (error) return { error, metrics: [], selectors: [], functions: [], comparisons: [], divisions: [] };
  const selectors = all(top, "VectorSelector").map((node) => selectorOf(node, source));
  const calls = [...all(top, "FunctionIdentifier"), ...all(top, "AggregateOp")].map((node) => source.text.slice(node.from, node.to));
  const binary = all(top, "BinaryExpr");
  const labels = labelsOf(top, source);
  const number = Number(source.text.trim() || Number.NaN);
  return {
    metrics: metricsIn(top, source),
    selectors,
    functions: [...new Set(calls)].sort(),
    comparisons: binary.flatMap((node) => comparisonOf(node, source, metricsIn) ?? []),
    divisions: binary
      .filter((node) => node.getChild("Div"))
      .map((node) => ({ numerator: metricsIn(node.firstChild, source), denominator: metricsIn(node.lastChild, source) })),
    // Whoever alerts on a constant wants it to fire.
    condition: !Number.isNaN(number) || hasCondition(top, source),
    ...(labels ? { labels: [...labels].sort() } : {}),
    ...(Number.isNaN(number) ? {} : { number }),
  };
}

function selectorOf(node: SyntaxNode, source: Source): Selector {
  const matchers = matchersOf(node, source);
  const range = [...ancestors(node)].find((each) => each.name !== "OffsetExpr" && each.name !== "StepInvariantExpr");
  const duration = range?.name === "MatrixSelector" ? range.getChild("DurationExpr") : null;
  return {
    metric: metricOf(node, source, matchers),
    matchers: matchers.filter(({ label }) => label !== "__name__"),
    within: [...ancestors(node)].flatMap((each) => functionName(each, source) ?? []),
    ...(isPresence(node) ? { presence: true } : {}),
    ...(duration ? { range: source.text.slice(duration.from, duration.to) } : {}),
  };
}

function isPresence(node: SyntaxNode): boolean {
  const sets = [...ancestors(node)].filter((each) => each.getChild("And") || each.getChild("Unless"));
  return sets.some(({ lastChild }) => lastChild !== null && lastChild.from <= node.from && node.to <= lastChild.to);
}

function metricOf(node: SyntaxNode, source: Source, matchers: readonly Matcher[]): string {
  const identifier = node.getChild("Identifier");
  if (identifier) {
    const isVariable = source.variables.some(([from, to]) => from < identifier.to && identifier.from < to);
    return isVariable ? "" : source.text.slice(identifier.from, identifier.to);
  }
  const quoted = node.getChild("LabelMatchers")?.getChild("QuotedLabelName");
  if (quoted) return unquote(source.text.slice(quoted.from, quoted.to));
  const name = matchers.find(({ label, op }) => label === "__name__" && op === "=")?.value ?? "";
  return name.includes("$") ? "" : name;
}

function matchersOf(node: SyntaxNode, source: Source): Matcher[] {
  const inside = node.getChild("LabelMatchers");
  const matchers = [...(inside?.getChildren("UnquotedLabelMatcher") ?? []), ...(inside?.getChildren("QuotedLabelMatcher") ?? [])];
  return matchers.map((matcher) => {
    const text = (child: SyntaxNode | null) => (child ? source.text.slice(child.from, child.to) : "");
    const label = text(matcher.getChild("LabelName") ?? matcher.getChild("QuotedLabelName"));
    return { label: unquote(label), op: text(matcher.getChild("MatchOp")) as Matcher["op"], value: unquote(text(matcher.getChild("StringLiteral"))) };
  });
}

/** The names of the metrics at and below a node, sorted, each once. */
function metricsIn(node: SyntaxNode | null, source: Source): string[] {
  if (!node) return [];
  const names = all(node, "VectorSelector").map((each) => metricOf(each, source, matchersOf(each, source)));
  return [...new Set(names.filter((name) => name !== ""))].sort();
}

/** A node of a kind, and all such nodes below it. */
function all(node: SyntaxNode, kind: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  node.cursor().iterate((each) => void (each.name === kind && each.from >= node.from && each.to <= node.to && found.push(each.node)));
  return found;
}

function unquote(text: string): string {
  return /^["'`]/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text;
}
