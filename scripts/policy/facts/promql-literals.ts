import type { SyntaxNode } from "@lezer/common";
import { PromqlError, type Source } from "./promql-tree.ts";

/** Whether a variable of Grafana stands in a text, which may become anything. */
const VARIABLE = /\$|\[\[/;

/** What a text in quotes may have after "\". Source: strutil.Unquote. */
const ESCAPE = /\\(?:[abfnrtv\\'"]|[0-7]{3}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})/y;

/** @throws PromqlError for an escape that there is not, or a character that is none */
export function checkText(node: SyntaxNode, source: Source): void {
  const text = source.text.slice(node.from, node.to);
  if (text.includes("\ufffd")) throw new PromqlError("has a string that is no UTF-8", node);
  if (text.startsWith("`")) return;
  for (let at = text.indexOf("\\"); at >= 0; at = text.indexOf("\\", at)) {
    ESCAPE.lastIndex = at;
    const found = ESCAPE.exec(text)?.[0];
    if (!found) throw new PromqlError(`has ${text.slice(at, at + 2)} in a string, which is no escape`, { from: node.from + at });
    at += found.length;
  }
}

/** @throws PromqlError for a number that no double holds */
export function checkNumber(node: SyntaxNode, source: Source): void {
  const text = source.text.slice(node.from, node.to);
  if (/^\d/.test(text) && Number(text) === Number.POSITIVE_INFINITY) throw new PromqlError("has a number that is too large", node);
}

/** The longest that Prometheus can count, in seconds: nanoseconds in 63 bits. */
const LONGEST = 9_223_372_036;

/** @throws PromqlError for a range of no length, a duration that is too long, and what is divided by nothing */
export function checkDurations(node: SyntaxNode, source: Source): void {
  for (const duration of [...node.getChildren("DurationExpr"), ...node.getChildren("OffsetDurationExpr")]) {
    const text = source.text.slice(duration.from, duration.to).trim();
    if (/[/%]\s*0+[a-z]*\s*(?:\)|$)/.test(text)) throw new PromqlError("divides a duration by zero", duration);
    if (Math.abs(Number(text)) > LONGEST) throw new PromqlError("has a duration that is too long", duration);
    if (duration.name === "DurationExpr" && (/^0+[a-z]*$/.test(text) || /^-\s*[\d.]+[a-z]*$/.test(text)))
      throw new PromqlError("has a range that is not longer than 0", duration);
  }
}

/** @throws PromqlError for a selector that selects everything, has two names, or a regular expression that Prometheus cannot read */
export function checkSelector(node: SyntaxNode, source: Source): void {
  const list = node.getChild("LabelMatchers");
  const text = (child: SyntaxNode | null) => (child ? source.text.slice(child.from, child.to) : "");
  const name = text(node.getChild("Identifier")) || text(list?.getChild("QuotedLabelName") ?? null);
  const matchers = [...(list?.getChildren("UnquotedLabelMatcher") ?? []), ...(list?.getChildren("QuotedLabelMatcher") ?? [])];
  let selects = name !== "";
  for (const matcher of matchers) {
    const literal = matcher.getChild("StringLiteral");
    if (literal) checkText(literal, source);
    const [label, op, value] = [text(matcher.getChild("LabelName")), text(matcher.getChild("MatchOp")), text(literal).slice(1, -1)];
    if (label === "__name__" && op === "=" && node.getChild("Identifier")) throw new PromqlError("names the metric twice", matcher);
    selects = matchesSomething(op, value, literal ?? matcher) || selects;
  }
  if (!selects)
    throw new PromqlError("has a selector that every series without these labels passes: it needs a name, or a matcher that the empty string fails", node);
}

/** Whether the empty string fails a matcher. */
function matchesSomething(op: string, raw: string, place: SyntaxNode): boolean {
  if (VARIABLE.test(raw)) return true;
  const value = raw.replace(/\\\\/g, "\\");
  if (op === "=") return value !== "";
  if (op === "!=") return value === "";
  const matchesEmpty = regexOf(value, place)?.test("") ?? false;
  return op === "=~" ? !matchesEmpty : matchesEmpty;
}

/**
 * A regular expression in RE2's syntax, as far as JavaScript's has the same; undefined where it has not.
 * @throws PromqlError for what RE2 has not, and for brackets that do not close
 */
function regexOf(text: string, place: SyntaxNode): RegExp | undefined {
  const foreign = /\(\?(?:[=!]|<[=!])|\\[1-9]/.exec(text.replace(/\\\\/g, ""))?.[0];
  if (foreign) throw new PromqlError(`has ${foreign} in a regular expression, which RE2 has not`, place);
  try {
    return new RegExp(`^(?:${text.replace(/\(\?P</g, "(?<").replace(/^\(\?[imsU]+\)/, "")})$`, "s");
  } catch (error) {
    if (/Unterminated|Unmatched|Nothing to repeat|Invalid group|Invalid regular expression: missing/.test(String(error)) && !/\\Q|\(\?[a-zA-Z]/.test(text))
      throw new PromqlError("has a regular expression that cannot be read", place);
    return undefined;
  }
}
