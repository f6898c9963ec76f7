/** No manifest comes near this; parsers of more take very long, or run out of stack. */
export const MAX_DEPTH = 300;

/**
 * Looks for YAML that is nested too deep, without parsing it.
 * @returns the line, from 1, that goes beyond {@link MAX_DEPTH}; undefined where none does
 */
export function deepestLine(text: string): number | undefined {
  const indents: number[] = [];
  let brackets = 0;
  for (const [index, line] of text.split("\n").entries()) {
    // "- - - a" opens a level with each dash; a line in brackets continues, whatever its indent.
    const [lead = "", dashes = ""] = /^ *((?:[-?] +)*)/.exec(line) ?? [];
    if (line.trim() === "") continue;
    const indent = lead.length - dashes.length;
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    indents.push(indent);
    // A bracket in a text may stay open; no flow collection goes on in a line that begins with a word.
    if (/^\w/.test(line)) brackets = 0;
    let most = brackets;
    for (const [bracket] of line.matchAll(/[[\]{}]/g)) {
      brackets = Math.max(0, brackets + (bracket === "[" || bracket === "{" ? 1 : -1));
      most = Math.max(most, brackets);
    }
    if (indents.length + dashes.replaceAll(" ", "").length > MAX_DEPTH || most > MAX_DEPTH) return index + 1;
  }
  return undefined;
}
