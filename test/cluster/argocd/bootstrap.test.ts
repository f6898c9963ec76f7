import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { $ } from "zx";
import { findBootstrap, runBootstrap, shellBlock } from "../../../scripts/cluster/argocd/bootstrap.ts";

const README = [
  "# Title",
  "",
  "## Bootstrap, once",
  "",
  "Words.",
  "",
  "```sh",
  "ENVIRONMENT=one",
  "# a comment",
  "echo $ENVIRONMENT >said",
  "```",
  "",
  "## Next",
].join("\n");

async function repository(files: Record<string, string>): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "bootstrap-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  await $({ cwd: root, quiet: true })`git init -q && git add -A`;
  return root;
}

const run = (script: string, folder: string) =>
  runBootstrap({ file: "README.md", script }, { checkout: folder, environment: "two", env: { PATH: process.env["PATH"] ?? "" }, log: join(folder, "log") });

it("finds the first shell block under the heading, comments in it included", () => {
  expect(shellBlock(README)).toBe("ENVIRONMENT=one\n# a comment\necho $ENVIRONMENT >said");
});

it("does not take a block of the next heading", () => {
  expect(shellBlock("## Bootstrap\n\n## Other\n\n```sh\nrm\n```\n")).toBeUndefined();
});

it("finds the one file with the heading, and asks where there are two", async () => {
  expect((await findBootstrap(await repository({ "README.md": README, "other.md": "# Other" }))).file).toBe("README.md");
  await expect(findBootstrap(await repository({ "README.md": README, "other.md": README }))).rejects.toThrow("choose one with --bootstrap");
  await expect(findBootstrap(await repository({ "README.md": "# Title" }))).rejects.toThrow('no Markdown file has a heading "Bootstrap"');
});

it("runs the commands for the environment that is asked for, and stops at the first that fails", async () => {
  const folder = mkdtempSync(join(tmpdir(), "bootstrap-"));
  await run(shellBlock(README) ?? "", folder);
  expect(readFileSync(join(folder, "said"), "utf8")).toBe("two\n");
  await expect(run("echo why >&2\nfalse\necho on >said", folder)).rejects.toThrow("why");
  expect(readFileSync(join(folder, "said"), "utf8")).toBe("two\n");
});

it("ends a command that only watches once it shows something", async () => {
  const folder = mkdtempSync(join(tmpdir(), "bootstrap-"));
  writeFileSync(
    join(folder, "kubectl"),
    `#!/bin/sh\nprintf "NAME   AGE\\nappproject/default   1s\\n"; sleep 1; touch going-on; printf "NAME   SYNC STATUS   HEALTH STATUS\\nroot\\n"; sleep 600\n`,
    { mode: 0o755 },
  );
  const started = Date.now();
  await run(`PATH=${folder}:$PATH\nkubectl get applications -n argocd -w`, folder);
  expect(Date.now() - started).toBeLessThan(30_000);
  expect(existsSync(join(folder, "going-on"))).toBe(true);
});
