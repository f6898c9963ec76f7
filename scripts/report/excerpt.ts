import { statSync } from "node:fs";
import { join } from "node:path";
import type { Source } from "../finding.ts";
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

/** Reads the lines that a source points at; undefined when the file has no such line. */
export function excerptOf(root: string, { file, line, column }: Source): Excerpt | undefined {
  const lines = readLines(root, file);
  const text = lines?.[line - 1];
  if (text === undefined) return undefined;
  const before = lines?.[line - 2];
  return {
    ...(before?.trim() ? { before: { number: line - 1, text: before.slice(0, WIDTH) } } : {}),
    line: { number: line, text: text.slice(0, WIDTH) },
    column,
  };
}

const files = new Map<string, { readonly changed: number; readonly lines: string[] | undefined }>();

/** A file is read once for all its findings, and again when it changed. */
function readLines(root: string, file: string): string[] | undefined {
  const path = join(root, file);
  const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
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
