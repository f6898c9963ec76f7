/** What a line of a configuration file can hold here: a number, true, false, null, or text. */
export type Scalar = string | number | boolean | null;

/**
 * Reads the part of YAML that the two configuration files use: block mappings of scalars, one key a line, with
 * comments. A value in braces or brackets stays text. The reference has no dependencies, hence no whole YAML.
 *
 * @param text the file
 * @param name its name, for messages
 * @returns each scalar under its path, such as `exec.timeout`
 * @throws naming the line that is more than that
 */
export function readYaml(text: string, name: string): Map<string, Scalar> {
  const values = new Map<string, Scalar>();
  const parents: { indent: number; key: string }[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, spaces, key, rest] = /^( *)([\w.-]+):(?:\s+(.*?))?\s*$/.exec(line) ?? [];
    if (spaces === undefined || key === undefined) throw new Error(`${name}:${index + 1}: wanted "key: value", found ${JSON.stringify(line)}`);
    while (parents.length > 0 && (parents.at(-1) as { indent: number }).indent >= spaces.length) parents.pop();
    const path = [...parents.map((parent) => parent.key), key].join(".");
    const value = (rest ?? "").replace(/(^|\s+)#.*$/, "");
    if (value === "") parents.push({ indent: spaces.length, key });
    else values.set(path, scalar(value));
  }
  return values;
}

/** A scalar as YAML 1.2 means it. */
export function scalar(text: string): Scalar {
  const quoted = /^"(.*)"$|^'(.*)'$/.exec(text);
  if (quoted) return quoted[1] ?? quoted[2] ?? "";
  if (text === "true" || text === "false") return text === "true";
  if (text === "null" || text === "~") return null;
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
