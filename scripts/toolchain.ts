import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where this toolchain itself is: its schemas, policies and tools lie beside its scripts. Absolute. */
export const TOOLCHAIN = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");

/** A file or folder of the toolchain, by its path from the toolchain's root. */
export function ofToolchain(...parts: string[]): string {
  return join(TOOLCHAIN, ...parts);
}

/** What package.json says of this toolchain. */
export const MANIFEST = JSON.parse(readFileSync(ofToolchain("package.json"), "utf8")) as {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  /** Where it is browsed. */
  readonly homepage?: string;
};

/** How its modules end: in TypeScript in a checkout, compiled in the package. */
export const MODULE = extname(fileURLToPath(import.meta.url)) as ".ts" | ".js";

/** Whether this is the package, without what only its developers need. */
export const PACKAGED = MODULE === ".js";

/**
 * How a person calls a command of this toolchain: "npm run charts -- --update", or "npx gitops-verdict charts --update".
 * @param args what follows the command
 */
export function calling(command: string, args = ""): string {
  if (PACKAGED) return ["npx", MANIFEST.name, command, args].filter(Boolean).join(" ");
  return ["npm run", command, args && "--", args].filter(Boolean).join(" ");
}
