import type { Source } from "../../finding.ts";
import type { YamlPath } from "../../yaml/yaml-file.ts";
import { parseYaml, sourceAt, type YamlFile } from "../../yaml/yaml-file.ts";

/** A place that had a say in a value of a rendered object. */
export interface Hit {
  readonly source: Source;
  /** What happened there: "set", "patched", "image set" … */
  readonly note: string;
  /** It takes the value away instead of setting it. */
  readonly removes?: boolean;
  /** The value is the text of this whole file. */
  readonly wholeFile?: boolean;
  /** It says where the value goes, not what it is; the hit before it says that. */
  readonly carries?: boolean;
}

/** The place of a path in a document: of the key for what has children, so that the line is the one with the name on it. */
export function placeOf(yaml: YamlFile, index: number, path: YamlPath): Source {
  const value = path.reduce<unknown>((data, token) => (data as Record<string, unknown> | undefined)?.[token], yaml.values[index]);
  const isParent = typeof value === "object" && value !== null && typeof path.at(-1) === "string";
  return sourceAt(yaml, index, path, { key: isParent });
}

/** YAML inside a string of a YAML file, with the way back to the file's own lines. */
export interface Embedded {
  readonly yaml: YamlFile;
  /** Turns a place in the embedded text into one in the file around it. */
  readonly outside: (source: Source) => Source;
}

/** Parses YAML that stands in a string, as an inline patch does. */
export function embeddedYaml(host: YamlFile, index: number, path: YamlPath, text: string): Embedded {
  const start = sourceAt(host, index, path);
  return { yaml: parseYaml(text, host.file), outside: (source) => insideString(host.text, start, source.line, source.column) };
}

/**
 * The place of a line and column of a string's value, in the file that the string stands in.
 * @param start where the string stands in the file
 */
export function insideString(hostText: string, start: Source, line: number, column: number): Source {
  const lines = hostText.split("\n");
  const header = lines[start.line - 1]?.slice(start.column - 1) ?? "";
  // Only a literal block keeps the lines of its value; of a folded or quoted one the beginning is all that is sure.
  if (!header.startsWith("|")) return line === 1 ? start : { ...start, approximate: true };
  const first = lines[start.line] ?? "";
  return { file: start.file, line: start.line + line, column: column + (first.length - first.trimStart().length) };
}
