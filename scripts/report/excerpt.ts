import { join } from "node:path";
import { statOf } from "../file-stat.ts";
import type { Finding } from "../finding.ts";
import type { Redactor } from "../redactor.ts";
import { readText } from "../yaml/yaml-file.ts";

/** A line of a file with the line before it for its context. */
export interface Excerpt {
  readonly before?: { readonly number: number; readonly text: string };
  readonly line: { readonly number: number; readonly text: string };
  /** Where the value starts, counting from 1. */
  readonly column: number;
}

/** Longer lines are cut: nobody reads them to the end. Characters. */
const WIDTH = 120;

/**
 * Reads the lines that a finding points at; undefined when there are none.
 * @param redactor hides the secrets in them
 */
export function excerptOf(root: string, finding: Pick<Finding, "rule" | "object" | "source">, redactor: Redactor | undefined): Excerpt | undefined {
  if (!finding.source) return undefined;
  const { file, line, column } = finding.source;
  const lines = readLines(root, file);
  const text = lines?.[line - 1];
  if (lines === undefined || text === undefined) return undefined;
  const ofSecret = isAboutSecret(finding, lines);
  const show = (each: string) => (redactor?.line(each, ofSecret) ?? each).slice(0, WIDTH);
  const before = ofSecret ? undefined : lines[line - 2];
  return {
    ...(before?.trim() ? { before: { number: line - 1, text: show(before) } } : {}),
    line: { number: line, text: show(text) },
    column,
  };
}

/** A file that does not parse may hold a Secret all the same. */
function isAboutSecret({ rule, object }: Pick<Finding, "rule" | "object">, lines: readonly string[]): boolean {
  return (
    object?.kind === "Secret" ||
    rule.startsWith("security/secret-") ||
    (object === undefined && lines.some((each) => /\bkind["']?:\s*["']?Secret\b/.test(each)))
  );
}

const files = new Map<string, { readonly changed: number; readonly lines: string[] | undefined }>();

/** A file is read once for all its findings, and again when it changed. */
function readLines(root: string, file: string): string[] | undefined {
  const path = join(root, file);
  const changed = statOf(path)?.mtimeMs ?? 0;
  const known = files.get(path);
  if (known?.changed === changed) return known.lines;
  const lines = linesOf(root, file);
  files.set(path, { changed, lines });
  return lines;
}

function linesOf(root: string, file: string): string[] | undefined {
  try {
    return readText(root, file).split(/\r?\n/);
  } catch {
    // A finding about a file that is not there has nothing to show.
    return undefined;
  }
}
