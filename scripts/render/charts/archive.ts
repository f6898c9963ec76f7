import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory } from "../../cache.ts";
import { InputError } from "../../input-error.ts";
import { calling } from "../../toolchain.ts";
import { LOCK_FILE, type LockedChart } from "./lock.ts";

/** Where the archives of charts are kept, each under its digest. */
export function archives(): string {
  return cacheDirectory("charts");
}

/** Where the archive of a locked chart is, or would be. */
export function archivePath({ digest }: Pick<LockedChart, "digest">): string {
  return join(archives(), `${digest.slice("sha256:".length)}.tgz`);
}

/**
 * The path of a locked archive; undefined when it is not in the cache.
 * @throws InputError when what is there has another digest than the lock
 */
export function findArchive(locked: LockedChart): string | undefined {
  const path = archivePath(locked);
  if (!existsSync(path)) return undefined;
  const digest = `sha256:${createHash("sha256").update(readFileSync(path)).digest("hex")}`;
  if (digest === locked.digest) return path;
  const message = `the archive of ${locked.chart} ${locked.version} has the digest ${digest}, and ${locked.digest} is locked`;
  throw new InputError("input/archive", message, { file: LOCK_FILE }, `Remove ${path}, and run \`${calling("charts")}\`.`);
}
