import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Directories that hold servers on Debian and are not on an ordinary user's PATH. */
const serverDirectories = ["/usr/sbin", "/usr/local/sbin", "/sbin"];

/**
 * Says where a program is.
 *
 * @param name the program's file name, such as `restic`
 * @returns its absolute path, or undefined if it is neither on PATH nor where Debian keeps servers
 */
export function which(name: string): string | undefined {
  const directories = [...(process.env["PATH"] ?? "").split(delimiter), ...serverDirectories];
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

/**
 * Says whether a program is there, for `describe.skipIf(!have("restic"))`. If it is not, a line on standard error
 * names it, so that a skipped test is never mistaken for one that passed.
 *
 * @param names every program that the tests need
 * @returns true if all of them are there
 */
export function have(...names: string[]): boolean {
  const missing = names.filter((name) => which(name) === undefined);
  if (missing.length === 0) return true;
  process.stderr.write(`SKIPPED: tests that need ${missing.join(", ")}, not found on this machine\n`);
  return false;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
