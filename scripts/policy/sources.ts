import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { UserError } from "../errors.ts";

/** What the compiled policies were made of and by, as rules.json says it. */
export interface Origin {
  /** "opa v1.2.3". */
  readonly compiler: string;
  /** SHA-256 of policy.wasm. */
  readonly wasm: string;
  /** SHA-256 of each file in Rego. */
  readonly sources: Readonly<Record<string, string>>;
}

const PINS = "tools/opa/go.mod";

/** The files the compiled policies are made of, tests left out, sorted; relative to the toolchain's root. */
export function policySources(root: string): string[] {
  return globSync("policies/**/*.rego", { cwd: root, ignore: ["**/*_test.rego"] }).sort();
}

/** SHA-256 of each of them, to tell without a compiler whether what was built is what is written. */
export async function sourceDigests(root: string, files: readonly string[] = policySources(root)): Promise<Record<string, string>> {
  const digests = files.map(async (file): Promise<[string, string]> => [file, sha256(await readFile(join(root, file)))]);
  return Object.fromEntries(await Promise.all(digests));
}

/** The compiler that a toolchain pins; undefined where it is not there, as in a package that brings compiled policies alone. */
export function pinnedCompiler(root: string): string | undefined {
  if (!existsSync(join(root, PINS))) return undefined;
  const version = /github\.com\/open-policy-agent\/opa (v\S+)/.exec(readFileSync(join(root, PINS), "utf8"))?.[1];
  return version && `opa ${version}`;
}

/** SHA-256, hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Holds compiled policies to the sources beside them: an edited rule that was not compiled does not judge, and nobody would see it.
 * Where there are no sources, as in a package, there is nothing to compare with.
 * @throws UserError naming what was changed since
 */
export async function checkCompiled({ compiler, sources }: Origin, root: string): Promise<void> {
  const written = await sourceDigests(root);
  if (Object.keys(written).length === 0) return;
  const fail = (file: string, message: string): never => {
    throw new UserError(`${message}, so nothing was judged; compile them with: npm run policies`, { file });
  };
  const changed = [...new Set([...Object.keys(sources), ...Object.keys(written)])].filter((file) => sources[file] !== written[file]).sort();
  const [first] = changed;
  if (first) {
    const others = changed.length > 1 ? ` (and ${changed.slice(1, 4).join(", ")}${changed.length > 4 ? `, … ${changed.length} in all` : ""})` : "";
    fail(first, `the policies were compiled before this file ${changeOf(sources[first], written[first])}${others}`);
  }
  const pinned = pinnedCompiler(root);
  if (pinned && pinned !== compiler) fail(PINS, `the policies were compiled by ${compiler}, and ${pinned} is pinned`);
}

function changeOf(was: string | undefined, is: string | undefined): string {
  return was === undefined ? "was added" : is === undefined ? "was removed" : "was changed";
}
