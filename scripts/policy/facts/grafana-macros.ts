/** An expression in which Grafana's variables are replaced by something PromQL can stand in their places. */
export interface Interpolated {
  text: string;
  /** Where a variable stood: [from, to). */
  variables: readonly (readonly [number, number])[];
}

const VARIABLE = /\$\{([\w.]+)(?::[^}]*)?\}|\$(\w+)|\[\[(\w+)(?::\w+)?\]\]/g;
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/g;
const NUMBERS = /^__(range_s|range_ms|interval_ms|from|to)$/;

/**
 * Puts a duration, a number or a name where Grafana would put a variable's value; variables in strings are left, a string is a string.
 * Nothing changes its place, so that positions hold for the text as written.
 * https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/
 */
export function interpolate(expression: string): Interpolated {
  const strings = [...expression.matchAll(STRING)].map((match) => [match.index, match.index + match[0].length] as const);
  const variables: [number, number][] = [];
  const text = expression.replace(VARIABLE, (match, braced: string | undefined, bare: string | undefined, bracketed: string | undefined, from: number) => {
    if (strings.some(([start, end]) => start <= from && from < end)) return match;
    variables.push([from, from + match.length]);
    const name = braced ?? bare ?? bracketed ?? "";
    if (NUMBERS.test(name)) return "1".padEnd(match.length);
    return isDuration(expression, from) ? "5m".padEnd(match.length) : `_${name}`.padEnd(match.length, "_").slice(0, match.length).replaceAll(".", "_");
  });
  return { text, variables };
}

/** A variable in "[…]" (unless that is Grafana's own bracket), or after offset, stands for a duration. */
function isDuration(expression: string, from: number): boolean {
  const before = expression.slice(0, from);
  return /\boffset\s+-?$/.test(before) || before.lastIndexOf("[") > before.lastIndexOf("]");
}
