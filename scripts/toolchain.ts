import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where this toolchain itself is: its schemas, policies and tools lie beside its scripts. Absolute. */
export const TOOLCHAIN = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");

/** A file or folder of the toolchain, by its path from the toolchain's root. */
export function ofToolchain(...parts: string[]): string {
  return join(TOOLCHAIN, ...parts);
}
