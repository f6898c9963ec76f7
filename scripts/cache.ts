import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { MANIFEST } from "./toolchain.ts";

/** Where this toolchain keeps what it can work out again, outside any checkout. https://specifications.freedesktop.org/basedir/latest/ */
export function cacheDirectory(...parts: string[]): string {
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), MANIFEST.name, ...parts);
}

/** A SHA-256 over the parts, in order, that no two different lists of parts share; hexadecimal. */
export function digest(parts: Iterable<string | Uint8Array>): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest("hex");
}

/** A cached text, or undefined; a cache that cannot be read is an empty one. */
export function readCache(...parts: string[]): string | undefined {
  try {
    return readFileSync(cacheDirectory(...parts), "utf8");
  } catch {
    return undefined;
  }
}

/** Keeps a text in the cache, whole or not at all; a cache that cannot be written is left alone. */
export function writeCache(text: string, ...parts: string[]): void {
  const file = cacheDirectory(...parts);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const partial = `${file}.${process.pid}`;
    writeFileSync(partial, text);
    renameSync(partial, file);
  } catch {
    // Slower next time, and nothing else.
  }
}
