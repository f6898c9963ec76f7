import { readdirSync, readFileSync } from "node:fs";
import { ROOT } from "./cli.ts";

/** A part of a page that people follow, from one second-level heading to the next. */
export interface Section {
  readonly page: string;
  readonly heading: string;
  readonly text: string;
  /** The lines of its shell blocks, continued ones joined. */
  readonly commands: readonly string[];
}

/** The sections of every page of the folders, what stands before the first heading under the page's title. */
export function sectionsIn(...folders: string[]): Section[] {
  return folders.flatMap((folder) => readdirSync(`${ROOT}${folder}`).map((file) => `${folder}/${file}`)).flatMap(sectionsOf);
}

/** The sections of one page, by its path from the root. */
export function sectionsOf(page: string): Section[] {
  const parts = readFileSync(`${ROOT}${page}`, "utf8").split(/^## /m);
  return parts.map((text) => {
    const blocks = [...text.matchAll(/^ *```(?:sh|bash)\n([\s\S]*?)^ *```/gm)].map(([, block]) => block as string);
    const commands = blocks.flatMap((block) => block.replaceAll("\\\n", " ").split("\n")).map((line) => line.trim());
    return { page, heading: (text.split("\n", 1)[0] as string).replace(/^# /, ""), text, commands };
  });
}
