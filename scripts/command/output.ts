import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UserError } from "../errors.ts";

/**
 * Writes a file whole or not at all: a reader never sees half a report, and a failed run leaves the last one.
 * @throws UserError when it cannot be written
 */
export function writeWhole(file: string, text: string): void {
  const partial = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(partial, text);
    renameSync(partial, file);
  } catch (cause) {
    rmSync(partial, { force: true });
    throw new UserError(`cannot be written: ${(cause as Error).message}`, { file });
  }
}

/** Prints to the terminal, or writes the file that `--output` names. */
export function printed(text: string, output: string | undefined): void {
  if (output === undefined) process.stdout.write(text);
  else writeWhole(resolve(output), text);
}
