import { readdirSync } from "node:fs";
import { parse } from "node:path";
import { fileURLToPath } from "node:url";
import type picocolors from "picocolors";
import { MODULE } from "../toolchain.ts";
import type { Report } from "./summary.ts";

/** Colours, or their absence. */
export type Colors = ReturnType<typeof picocolors.createColors>;

/** What a format may need beside the report. */
export interface Context {
  /** Absolute path of the repository, for excerpts of its files. */
  readonly root: string;
  readonly colors: Colors;
  /** Every finding in full, however many there are. */
  readonly all?: boolean;
}

/** An output format: the default export of formats/<name>.ts, which is all it takes to add one. */
export type Format = (report: Report, context: Context) => string | Promise<string>;

const FORMATS = fileURLToPath(new URL("formats", import.meta.url));

/** The names of the formats: those of their files. */
export function formatNames(): string[] {
  return moduleNames(FORMATS);
}

/** The names of the modules in a folder, sorted: where a file is all it takes to add something. */
export function moduleNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(MODULE))
    .map((file) => parse(file).name)
    .sort();
}

/** Loads one format by its name. */
export async function loadFormat(name: string): Promise<Format> {
  return ((await import(`./formats/${name}.ts`)) as { default: Format }).default;
}
