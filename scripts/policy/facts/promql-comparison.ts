import type { SyntaxNode } from "@lezer/common";
import { ancestors, functionName, type Source, unwrap } from "./promql-tree.ts";

type Operator = "==" | "!=" | ">" | "<" | ">=" | "<=";

/** A comparison, turned so that the metric stands on the left: "100 < x" is x > 100. */
export interface Comparison {
  op: Operator;
  /** The metrics on the left, sorted. */
  metrics: string[];
  /** The number on the right, when it is one; sums and products of numbers are worked out. */
  threshold?: number;
  /** The metrics on the right, sorted. */
  against: string[];
  /** The left side as written. */
  left: string;
  /** The functions and aggregations around the comparison, the nearest first. */
  within: string[];
}

const OPERATORS: Record<string, Operator> = { Eql: "==", Neq: "!=", Gtr: ">", Lss: "<", Gte: ">=", Lte: "<=" };
const MIRRORED: Record<Operator, Operator> = { "==": "==", "!=": "!=", ">": "<", "<": ">", ">=": "<=", "<=": ">=" };

/** Reads a binary expression as a comparison, or returns undefined when it is none. */
export function comparisonOf(node: SyntaxNode, source: Source, metricsIn: (node: SyntaxNode | null, source: Source) => string[]): Comparison | undefined {
  const operator = Object.keys(OPERATORS).find((name) => node.getChild(name));
  const { firstChild: left, lastChild: right } = node;
  if (!operator || !left || !right) return undefined;
  const op = OPERATORS[operator] as Operator;
  const within = [...ancestors(node)].flatMap((each) => functionName(each, source) ?? []);
  const turned = numberOf(left, source) !== undefined && numberOf(right, source) === undefined;
  const [subject, limit] = turned ? [right, left] : [left, right];
  const threshold = numberOf(limit, source);
  return {
    op: turned ? MIRRORED[op] : op,
    metrics: metricsIn(subject, source),
    ...(threshold === undefined ? {} : { threshold }),
    against: metricsIn(limit, source),
    left: source.text.slice(subject.from, subject.to).trim(),
    within,
  };
}

const UNITS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

/** The value of an expression made of numbers alone. */
function numberOf(node: SyntaxNode | null, source: Source): number | undefined {
  const inner = unwrap(node);
  if (!inner) return undefined;
  const text = source.text.slice(inner.from, inner.to);
  if (inner.name === "NumberDurationLiteral") return literal(text);
  if (inner.name === "UnaryExpr") {
    const value = numberOf(inner.lastChild, source);
    return value === undefined ? undefined : text.startsWith("-") ? -value : value;
  }
  if (inner.name !== "BinaryExpr") return undefined;
  const [a, b] = [numberOf(inner.firstChild, source), numberOf(inner.lastChild, source)];
  if (a === undefined || b === undefined) return undefined;
  if (inner.getChild("Add")) return a + b;
  if (inner.getChild("Sub")) return a - b;
  if (inner.getChild("Mul")) return a * b;
  if (inner.getChild("Div")) return a / b;
  return undefined;
}

/** "0.1", "1e3", "0x1F", or a duration such as "1h30m", which is a number of seconds. */
function literal(text: string): number | undefined {
  const number = Number(text);
  if (!Number.isNaN(number)) return number;
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  return parts.length === 0 ? undefined : parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit as string] as number), 0);
}
