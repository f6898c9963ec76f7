import type { Source } from "../../finding.ts";
import { yamlPathOf } from "../../kubernetes/json-pointer.ts";
import { parseYaml, readText, sourceAt } from "../../yaml/yaml-file.ts";
import { type Hit, insideString } from "./hit.ts";

/**
 * A path may lead on into a string: "/data/redis.conf#L12" is a line of its value, "/data/overview.json#/panels/3" a place in the JSON that it holds.
 * @returns the pointer to the string, and the way inside it
 */
export function splitPath(path: string): { pointer: string; inside?: string } {
  const [, pointer = path, inside] = /^(.*?)#(L\d+|\/.*)$/s.exec(path) ?? [];
  return inside === undefined ? { pointer } : { pointer, inside };
}

/** The place inside a string value, from where the string stands. */
export function inString(root: string, hit: Hit, value: string, inside: string): Source {
  const { line, column } = inside.startsWith("L") ? { line: Number(inside.slice(1)), column: 1 } : placeInJson(value, inside);
  if (hit.wholeFile) return { file: hit.source.file, line, column };
  return insideString(readText(root, hit.source.file), hit.source, line, column);
}

function placeInJson(value: string, pointer: string): { line: number; column: number } {
  const path = yamlPathOf(pointer);
  return sourceAt(parseYaml(value, "string"), 0, path);
}
