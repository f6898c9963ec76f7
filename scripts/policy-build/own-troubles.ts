import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { UserError } from "../errors.ts";
import { InputError } from "../input-error.ts";
import type { PolicyModule } from "../policy/module.ts";
import { DIST } from "./paths.ts";
import { idOfFile, isRule } from "./repository-rules.ts";

/** What can be told of rules before they are compiled: where they are, what they are called, whether they can say anything. */
export function checkRules(root: string, own: readonly string[], taken: PolicyModule["rules"]): InputError[] {
  return own
    .filter((file) => isRule(root, file))
    .flatMap((file) => {
      const lines = readFileSync(join(root, file), "utf8").split("\n");
      const line = lines.findIndex((text) => text.startsWith("package ")) + 1;
      const trouble = troubleWith(file, lines, taken);
      return trouble === undefined ? [] : [new InputError("input/policy", trouble, { file, line })];
    });
}

function troubleWith(file: string, lines: readonly string[], taken: PolicyModule["rules"]): string | undefined {
  const id = idOfFile(file);
  if (id === undefined) return "a rule stands in policies/<group>/<rule>.rego, in lower case letters, digits and -";
  if (taken[id]) return `there is a rule ${id} already; give this one another name`;
  if (!lines.some((line) => /^findings\b/.test(line))) return "it has no set named findings, and so never says anything";
  return undefined;
}

/** One place that OPA complains about: "policies/team/owner.rego:12: rego_parse_error: unexpected eof token". */
const COMPLAINT = /(policies\/\S+?\.rego):(\d+)(?::\d+)?: (?:rego_\w+: )?(.+)/g;

/** What OPA, or the reading of metadata, said, as one trouble for each place. */
export function opaTroubles(error: UserError): InputError[] {
  if (error instanceof InputError) return [error];
  const found = [...error.message.matchAll(COMPLAINT)].map(([, file, line, message]) => troubleAt(String(message), { file: String(file), line: Number(line) }));
  if (found.length > 0) return found;
  const place =
    error.file === undefined ? { file: `${DIST}/policy.wasm` } : error.line === undefined ? { file: error.file } : { file: error.file, line: error.line };
  return [troubleAt(error.message, place)];
}

function troubleAt(message: string, place: { file: string; line?: number }): InputError {
  return new InputError("input/policy", message, place);
}
