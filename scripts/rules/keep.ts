import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../errors.ts";

/**
 * Keeps what was made in the repository.
 * @param files content by path, relative to the root
 * @param checkOnly write nothing, and fail where something is not as it was made
 * @param make the command that makes it
 * @returns what was done, in a sentence
 * @throws UserError naming each file that is not as it was made
 */
export function keep(root: string, files: ReadonlyMap<string, string | Uint8Array>, checkOnly: boolean, make: string): string {
  const isKept = (file: string, bytes: string | Uint8Array) => existsSync(join(root, file)) && readFileSync(join(root, file)).equals(Buffer.from(bytes));
  const changed = [...files].filter(([file, bytes]) => !isKept(file, bytes));
  const names = changed.map(([file]) => file).join(", ");
  if (checkOnly && changed.length > 0) throw new UserError(`${names} is not what the sources give; run ${make} and commit the result`);
  for (const [file, bytes] of changed) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), bytes);
  }
  return changed.length === 0 ? `${files.size} files as they were` : `wrote ${names}`;
}
