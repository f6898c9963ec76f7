import type { ChildProcess } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";

/** What this process must not leave behind when a signal ends it. */
const folders = new Set<string>();
const children = new Set<ChildProcess>();
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
let watching = false;

/**
 * Makes an empty folder in the temporary directory, by its real path. It goes with {@link removeScratch}, or with the process.
 * @param name what its name begins with
 */
export function scratchFolder(name: string): string {
  watch();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)));
  folders.add(folder);
  return folder;
}

/** Removes a folder with all that is in it. */
export function removeScratch(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

/** Lets a child end no later than this process. */
export function endsWithUs<Child extends ChildProcess>(child: Child): Child {
  watch();
  children.add(child);
  child.once("close", () => children.delete(child));
  return child;
}

function watch(): void {
  if (watching) return;
  watching = true;
  process.once("exit", clear);
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // Whoever else listens ends the process in its own way, and its end is told by "exit".
      if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
    });
  }
}

function clear(): void {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
