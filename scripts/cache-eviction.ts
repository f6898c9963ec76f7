import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory } from "./cache.ts";

/** What the next run works out again in seconds. Programs, archives and images, which people wait for, stay. */
const QUICK = ["kept", "render", "chart", "checked-yaml", "verdicts", "kustomize-version", "renderer-versions", "policies"];

/** Where directories have locks beside them, which outlive them. */
const LOCKED = ["cluster", "nodes"];
const LOCK = ".lock.db";

const DAY = 24 * 60 * 60 * 1000;

/** How long anything is kept, and how much of it. */
const DAYS = 30;
const BYTES = 256 * 1024 * 1024;

/** Lets go of what is old or too much, the oldest first; once a day, since looking takes a moment. A cache that cannot be looked at stays as it is. */
export function evict(now: number = Date.now()): void {
  const mark = cacheDirectory("evicted");
  try {
    if (!existsSync(cacheDirectory()) || now - (statSync(mark, { throwIfNoEntry: false })?.mtimeMs ?? 0) < DAY) return;
    writeFileSync(mark, new Date(now).toISOString());
    evictQuick(now);
    evictLocks(now);
  } catch {
    // Another run may be at it.
  }
}

function evictQuick(now: number): void {
  const files = QUICK.flatMap((name) => filesBelow(cacheDirectory(name))).sort((a, b) => b.mtimeMs - a.mtimeMs);
  let kept = 0;
  for (const { path, size, mtimeMs } of files) {
    if (kept + size > BYTES || now - mtimeMs > DAYS * DAY) rmSync(path, { force: true });
    else kept += size;
  }
}

/** A lock whose directory is gone; not a new one, whose directory may be about to be made. */
function evictLocks(now: number): void {
  for (const { path, mtimeMs } of LOCKED.flatMap((name) => filesBelow(cacheDirectory(name), false))) {
    if (path.endsWith(LOCK) && !existsSync(path.slice(0, -LOCK.length)) && now - mtimeMs > DAY) rmSync(path, { force: true });
  }
}

function filesBelow(folder: string, recursive = true): { path: string; size: number; mtimeMs: number }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { size = 0, mtimeMs = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
      return { path, size, mtimeMs };
    });
}
