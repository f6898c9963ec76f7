import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { ROOT, runCli } from "./support/cli.ts";
import { makeRepository } from "./support/repository.ts";

const README = readFileSync(`${ROOT}README.md`, "utf8");

/** The text of the fenced block of a language. */
function block(language: string): string {
  return new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(README)?.[1] ?? "";
}

describe("the README", () => {
  test("shows what a mistake looks like, as it looks", async () => {
    const root = makeRepository({});
    const tracked = execFileSync("git", ["ls-files", "apps", "clusters", "docs", "policies", "schemas", "gitops.yaml"], { cwd: ROOT, encoding: "utf8" }).trim();
    for (const file of tracked.split("\n")) cpSync(join(ROOT, file), join(root, file));
    for (const [, file, before, after] of block("diff").matchAll(/--- (\S+)\n-(.+)\n\+(.+)\n/g)) {
      const path = join(root, file as string);
      writeFileSync(path, readFileSync(path, "utf8").replace(before as string, after as string));
    }
    const { stdout, status } = await runCli("validate", [root]);
    const [, ...shown] = block("console").trimEnd().split("\n");
    expect(status).toBe(1);
    for (const section of shown.join("\n").split("\n\n")) expect(stdout).toContain(section);
  });

  test("names commands that there are", () => {
    const named = [...README.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(5);
    for (const name of named) expect(Object.keys(manifest.scripts)).toContain(name);
  });

  test("names every command", () => {
    // npm calls these itself.
    for (const name of Object.keys(manifest.scripts).filter((each) => !["prepack", "version"].includes(each)))
      expect(README).toMatch(new RegExp(`npm (run )?${name}\\b`));
  });

  test("links to files that there are", () => {
    const links = [...README.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link as string);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect(existsSync(join(ROOT, link)), link).toBe(true);
  });
});
