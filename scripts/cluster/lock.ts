import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** SQLITE_BUSY. https://sqlite.org/rescode.html */
const BUSY = 5;

/**
 * Takes the lock of a directory, which the kernel keeps and lets go when this process ends, however it ends: SQLite's
 * exclusive lock on the file `<directory>.lock.db`. https://sqlite.org/lockingv3.html
 * @returns how to let go of it, or undefined while somebody else holds it
 */
export function takeLock(directory: string): (() => void) | undefined {
  mkdirSync(dirname(directory), { recursive: true });
  const file = new DatabaseSync(`${directory}.lock.db`, { timeout: 0 });
  try {
    // Nothing is ever written, so no journal has to lie beside the file.
    file.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return () => file.close();
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode !== BUSY) throw error;
    return undefined;
  }
}
