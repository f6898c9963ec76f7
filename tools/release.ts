import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MANIFEST } from "../scripts/toolchain.ts";

const FILE = join(import.meta.dirname, "../CHANGELOG.md");
const UNRELEASED = "## Unreleased\n";

/**
 * A changelog in which what was unreleased has a version and a day.
 * @throws Error where there is nothing unreleased: a release says what it changes
 */
export function released(changelog: string, version: string, day: string): string {
  if (notes(changelog, "Unreleased") === "") throw new Error("CHANGELOG.md says nothing of what this release changes");
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n## ${version} - ${day}\n`);
}

/** What a changelog says of a version, without the heading; "" where it says nothing. */
export function notes(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const [, text = ""] = /^.*\n([\s\S]*)$/.exec(sections.find((section) => section.split(/[ \n]/)[0] === version) ?? "") ?? [];
  return text.trim();
}

if (import.meta.main) {
  const changelog = readFileSync(FILE, "utf8");
  if (process.argv[2] === "notes") process.stdout.write(`${notes(changelog, MANIFEST.version)}\n`);
  else {
    writeFileSync(FILE, released(changelog, MANIFEST.version, new Date().toISOString().slice(0, "YYYY-MM-DD".length)));
    execFileSync("git", ["add", FILE]);
  }
}
