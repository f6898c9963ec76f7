import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT, runCli } from "../support/cli.ts";
import { have } from "../support/programs.ts";
import { configMap, kustomization, makeRepository } from "../support/repository.ts";

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const tasks: { label: string; problemMatcher: { pattern: Record<string, number> & { regexp: string }; background?: Record<string, string> } }[] = JSON.parse(
  read(".vscode/tasks.json"),
).tasks;

const broken = {
  "base/kustomization.yaml": kustomization({ resources: ["settings.yaml"] }),
  "base/settings.yaml": configMap("settings").replace("\ndata:", "\ndta:"),
};

/** Runs the hook as pre-commit does: in the repository, with the path of the script in the toolchain's checkout. */
function runHook(root: string) {
  const [hook] = parse(read(".pre-commit-hooks.yaml"));
  accessSync(join(ROOT, hook.entry), constants.X_OK);
  return spawnSync(join(ROOT, hook.entry), [], { cwd: root, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
}

test("the hook for other repositories refuses a bad commit and lets a good one pass", () => {
  const { status, stdout } = runHook(makeRepository(broken));
  expect([status, stdout]).toEqual([1, expect.stringContaining('base/settings.yaml:5:1: error: unknown field "dta"')]);
  expect(runHook(makeRepository({ ...broken, "base/settings.yaml": configMap("settings") })).status).toBe(0);
});

test("the hook of this repository runs what package.json has, for every file that it judges", () => {
  const [hook] = parse(read(".pre-commit-config.yaml")).repos[0].hooks;
  const [, name] = /^npm run --silent (\S+)$/.exec(hook.entry) ?? [];
  expect(Object.keys(JSON.parse(read("package.json")).scripts)).toContain(name);
  const files = execFileSync("git", ["ls-files", "*.yaml"], { cwd: ROOT, encoding: "utf8" }).trim().split("\n");
  const desired = files.filter((file) => !/^(test|tools|scripts|application|\.)/.test(file));
  expect(desired.filter((file) => !new RegExp(hook.files).test(file))).toEqual([]);
});

test.skipIf(!have("pre-commit"))("pre-commit itself understands both files", () => {
  execFileSync("pre-commit", ["validate-config", join(ROOT, ".pre-commit-config.yaml")]);
  execFileSync("pre-commit", ["validate-manifest", join(ROOT, ".pre-commit-hooks.yaml")]);
});

test.each(tasks)("an editor finds the problems in what is printed: task $label", async ({ problemMatcher: { pattern } }) => {
  const { stdout } = await runCli("validate", [makeRepository(broken)]);
  const found = stdout.split("\n").flatMap((line) => {
    const match = new RegExp(pattern.regexp).exec(line);
    const part = (name: string) => match?.[pattern[name] as number];
    return match
      ? { file: part("file"), line: part("line"), column: part("column"), severity: part("severity"), message: part("message"), code: part("code") }
      : [];
  });
  expect(found).toContainEqual({
    file: "base/settings.yaml",
    line: "5",
    column: "1",
    severity: "error",
    message: expect.stringMatching(/^unknown field "dta"/),
    code: "model/unknown-field",
  });
});

test("an editor knows when a check begins and ends", async () => {
  const background = tasks.find((task) => task.problemMatcher.background)?.problemMatcher.background;
  const source = read("scripts/command/validate.ts");
  expect(source).toContain('"validate: checking\\n"');
  expect("validate: checking").toMatch(new RegExp(background?.["beginsPattern"] as string));
  expect("validate: watching /work, Ctrl-C stops").toMatch(new RegExp(background?.["endsPattern"] as string));
});
