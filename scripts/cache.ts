import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
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

/** The folder of texts, each with its sum in the first line, in so many characters. */
const KEPT = "kept";
const SUM = 64;

/** A cached text, or undefined; a cache that cannot be read is an empty one, and what is damaged is dropped. */
export function readCache(...parts: string[]): string | undefined {
  const file = cacheDirectory(KEPT, ...parts);
  try {
    const kept = readFileSync(file, "utf8");
    const text = kept.slice(SUM + 1);
    if (kept.slice(0, SUM) === digest([text])) return text;
    rmSync(file, { force: true });
  } catch {
    // As if nothing had been kept.
  }
  return undefined;
}

/** Keeps a text in the cache, whole or not at all; a cache that cannot be written is left alone. */
export function writeCache(text: string, ...parts: string[]): void {
  const file = cacheDirectory(KEPT, ...parts);
  const partial = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(partial, `${digest([text])}\n${text}`);
    renameSync(partial, file);
  } catch {
    // Slower next time, and nothing else: not even half a file on a full disk.
    rmSync(partial, { force: true });
  }
}
