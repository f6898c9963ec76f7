import { readText } from "../discover/yaml-file.ts";
import type { Source } from "../finding.ts";

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

const files = new Map<string, string[] | undefined>();

function readLines(root: string, file: string): string[] | undefined {
  const key = `${root}\n${file}`;
  if (!files.has(key)) files.set(key, linesOf(root, file));
  return files.get(key);
}

function linesOf(root: string, file: string): string[] | undefined {
  try {
    return readText(root, file).split(/\r?\n/);
  } catch {
    // A finding about a file that is not there has nothing to show.
    return undefined;
  }
}
