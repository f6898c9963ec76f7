import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, isNode, LineCounter } from "yaml";
import { isLink, statOf } from "../file-stat.ts";
import type { Source } from "../finding.ts";
import { InputError } from "../input-error.ts";
import { type Dialect, readDocuments } from "./kubernetes-yaml.ts";
import { deepestLine, MAX_DEPTH } from "./nesting.ts";

/** Nothing a person writes by hand comes near this; a larger file is a mistake or an attack. */
const MAX_BYTES = 10 * 1024 * 1024;
/** As many alias expansions as the YAML library allows before it suspects an alias bomb. */
const MAX_ALIASES = 100;

export type YamlPath = readonly (string | number)[];

/** A YAML file with its text, so that anything in it can be pointed at. */
export interface YamlFile {
  /** Relative to the repository's root, with forward slashes. */
  readonly file: string;
  readonly text: string;
  readonly documents: readonly Document[];
  /** The documents as plain data, in order; an empty document is null. */
  readonly values: readonly unknown[];
  readonly lines: LineCounter;
}

/**
 * Reads a text file of the repository.
 * @throws InputError when it is missing, too large, or not UTF-8
 */
export function readText(root: string, file: string): string {
  return decode(readBytes(root, file), file);
}

/**
 * Reads any file of the repository.
 * @throws InputError when it is missing, cannot be read, or is too large
 */
export function readBytes(root: string, file: string): Buffer {
  const path = join(root, file);
  const stat = statOf(path);
  if (!stat?.isFile()) throw new InputError("input/file", isLink(path) ? "is a symbolic link that leads to no file" : "no such file", { file });
  if (stat.size > MAX_BYTES) {
    throw new InputError(
      "input/file",
      `${megabytes(stat.size)} is more than the ${megabytes(MAX_BYTES)} a file here may have`,
      { file },
      "Remove it, or list it under ignore in gitops.yaml.",
    );
  }
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new InputError("input/file", `cannot be read: ${(cause as Error).message.split(",")[0]}`, { file });
  }
}

function decode(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(
      "input/file",
      "is not UTF-8 text",
      { file, line: firstInvalidLine(bytes) },
      "Save it as UTF-8, or list it under ignore in gitops.yaml when it is no manifest.",
    );
  }
}

/**
 * Reads and parses every document of a YAML file.
 * @param dialect "1.2" for files that steer the toolchain: in them "off" is a word
 * @throws InputError naming file and line for broken YAML, duplicate keys and alias bombs
 */
export function readYaml(root: string, file: string, dialect: Dialect = "kubernetes"): YamlFile {
  const text = readText(root, file);
  const known = parsed.get(`${dialect} ${file}`);
  if (known?.text === text) return known;
  const yaml = parseYaml(text, file, dialect);
  parsed.set(`${dialect} ${file}`, yaml);
  return yaml;
}

/** The last of each name: a file is asked for again and again, and parsing is what takes long. Nobody changes what is parsed. */
const parsed = new Map<string, YamlFile>();

/**
 * Parses every document of YAML text.
 * @param file the name to blame in errors
 * @throws InputError as {@link readYaml}
 */
export function parseYaml(text: string, file: string, dialect: Dialect = "kubernetes"): YamlFile {
  const deep = deepestLine(text);
  if (deep) throw new InputError("input/yaml", `is nested more than ${MAX_DEPTH} levels deep`, { file, line: deep });
  const lines = new LineCounter();
  const read = readDocuments(text, lines, dialect);
  const documents = read.map(({ document }) => document);
  const values = read.map(({ document, error }) => {
    if (error) {
      const { line, col } = lines.linePos(error.offset);
      throw new InputError("input/yaml", sentence(error.message), { file, line, column: col });
    }
    try {
      return document.toJS({ maxAliasCount: MAX_ALIASES });
    } catch (cause) {
      throw new InputError("input/yaml", `${sentence((cause as Error).message)} (YAML aliases expand to too much, or to nothing)`, { file });
    }
  });
  return { file, text, documents, values, lines };
}

/**
 * The place of a path in a document: of its value, of its key with `key: true`, or of the closest parent that exists.
 * @param index which document of the file, from 0
 */
export function sourceAt(yaml: YamlFile, index: number, path: YamlPath, { key = false } = {}): Source {
  const document = yaml.documents[index];
  for (let length = path.length; length >= 0; length--) {
    const offset = offsetOf(document, path.slice(0, length), key && length === path.length);
    if (offset === undefined) continue;
    const { line, col } = yaml.lines.linePos(offset);
    return { file: yaml.file, line, column: col };
  }
  return { file: yaml.file, line: 1, column: 1 };
}

function offsetOf(document: Document | undefined, path: YamlPath, ofKey: boolean): number | undefined {
  if (ofKey && path.length > 0) {
    const parent = document?.getIn(path.slice(0, -1), true) as { items?: { key?: unknown }[] } | undefined;
    const pair = parent?.items?.find((item) => String(item.key) === String(path.at(-1)));
    if (isNode(pair?.key)) return pair.key.range?.[0];
  }
  const node = path.length === 0 ? document?.contents : document?.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

function firstInvalidLine(bytes: Uint8Array): number {
  const text = new TextDecoder("utf-8").decode(bytes);
  return text.slice(0, text.indexOf("\uFFFD")).split("\n").length;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

function sentence(message: string): string {
  return message.split("\n")[0]?.replace(/:$/, "") ?? message;
}
