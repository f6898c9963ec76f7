import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { UserError } from "../errors.ts";
import { builtins } from "../policy/builtins.ts";
import { type Sources, textsOf } from "./sources.ts";

interface Capabilities {
  builtins: { name: string }[];
  [field: string]: unknown;
}

/**
 * What a policy may call: what the WASM runtime on npm knows, and what this toolchain adds to it.
 * @param current the answer of `opa capabilities --current`
 */
export function runtimeCapabilities(current: string): string {
  const runtime = createRequire(import.meta.url).resolve("@open-policy-agent/opa-wasm");
  const file = join(dirname(runtime), "../capabilities.json");
  const known = new Set((JSON.parse(readFileSync(file, "utf8")) as Capabilities).builtins.map(({ name }) => name));
  known.add("regex.split"); // The runtime has it; its own list forgot it.
  const all = JSON.parse(current) as Capabilities;
  return JSON.stringify({ ...all, builtins: all.builtins.filter(({ name }) => known.has(name) || Object.hasOwn(builtins, name)) });
}

/**
 * The WASM runtime formats with JavaScript's sprintf, which throws on verbs that only Go knows: "%q" would fail at a user's, not here.
 * @throws UserError naming the line
 */
export function checkVerbs(sources: Sources): void {
  for (const [file, text] of textsOf(sources)) {
    for (const [index, line] of text.split("\n").entries()) {
      const verb = /sprintf\(.*%(?!(?:\.\d+f|[sdvf%]))(.)/.exec(line)?.[1];
      if (verb) throw new UserError(`sprintf with %${verb}: the WASM runtime knows %s, %d, %v and %f; quote with \\"%s\\"`, { file, line: index + 1 });
    }
  }
}
