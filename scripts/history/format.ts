import { fileURLToPath } from "node:url";
import { type Colors, moduleNames } from "../report/format.ts";
import type { Comparison } from "./compare.ts";

/** An output format of a comparison: the default export of formats/<name>.ts, which is all it takes to add one. */
export type DiffFormat = (comparison: Comparison, colors: Colors) => string;

const FORMATS = fileURLToPath(new URL("formats", import.meta.url));

/** The names of the formats: those of their files. */
export function diffFormatNames(): string[] {
  return moduleNames(FORMATS);
}

/** Loads one format by its name. */
export async function loadDiffFormat(name: string): Promise<DiffFormat> {
  return ((await import(`./formats/${name}.ts`)) as { default: DiffFormat }).default;
}
