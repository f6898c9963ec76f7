import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ROOT, runCli } from "../support/cli.ts";
import { configMap, kustomization, makeRepository } from "../support/repository.ts";

/** `validate --watch` as a person runs it; `next` waits for the next report. */
class Watching {
  readonly child: ChildProcess;
  #text = "";
  #seen = 0;

  constructor(root: string, args: readonly string[] = []) {
    this.child = spawn(process.execPath, [`${ROOT}scripts/main.ts`, "validate", "--watch", ...args, root], { env: { ...process.env, NO_COLOR: "1" } });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => (this.#text += text));
    onTestFinished(() => void this.child.kill("SIGKILL"));
  }

  async next(): Promise<string> {
    const start = this.#seen;
    await expect.poll(() => this.#text.indexOf("Ctrl-C stops\n", start), { timeout: 30_000, interval: 10 }).toBeGreaterThan(0);
    this.#seen = this.#text.indexOf("Ctrl-C stops\n", start) + 1;
    return this.#text.slice(start, this.#seen);
  }
}

const files = {
  "base/kustomization.yaml": kustomization({ resources: ["settings.yaml"] }),
  "base/settings.yaml": configMap("settings"),
};

test("checks again when a file changes, in its folder, in a new one, and by renaming, as editors save", async () => {
  const root = makeRepository(files);
  const watching = new Watching(root);
  expect(await watching.next()).toContain("no errors");

  writeFileSync(join(root, "base/settings.yaml"), configMap("settings").replace("\ndata:", "\ndta:"));
  const second = await watching.next();
  expect(second).toMatch(/base\/settings\.yaml:5:\d+: error: unknown field "dta"[\s\S]*1 error/);
  // What is loaded stays loaded: nobody waits for a check while typing.
  expect(Number(/ in ([\d.]+) s\n/.exec(second)?.[1])).toBeLessThan(1);

  // The excerpt shows the file as it is now.
  writeFileSync(join(root, "base/settings.yaml"), `# a comment\n${configMap("settings").replace("\ndata:", "\ndaata:")}`);
  expect(await watching.next()).toMatch(/base\/settings\.yaml:6:\d+: [\s\S]*6 \| daata:/);

  writeFileSync(join(root, "new.tmp"), configMap("settings"));
  renameSync(join(root, "new.tmp"), join(root, "base/settings.yaml"));
  expect(await watching.next()).toContain("no errors");

  mkdirSync(join(root, "more"));
  await watching.next();
  writeFileSync(join(root, "more/kustomization.yaml"), kustomization({ resources: ["a.yaml"] }));
  expect(await watching.next()).toMatch(/more\/kustomization\.yaml:1:\d+: error: "a\.yaml" is not there/);

  writeFileSync(join(root, "more/a.yaml"), configMap("a"));
  expect(await watching.next()).toContain("2 objects");

  rmSync(join(root, "more"), { recursive: true });
  expect(await watching.next()).toContain("1 object in");

  watching.child.kill("SIGINT");
  expect(await once(watching.child, "exit")).toEqual([0, null]);
});

test("does not take its own report for a change", async () => {
  const root = makeRepository(files);
  const output = join(root, "report.json");
  const watching = new Watching(root, ["--format", "json", "--output", output]);
  await watching.next();
  expect(JSON.parse(readFileSync(output, "utf8")).summary.objects).toBe(1);
  await expect(Promise.race([watching.next(), new Promise((resolve) => setTimeout(resolve, 1000, "quiet"))])).resolves.toBe("quiet");
});

test("writes a report to a file, or says there why it could not", async () => {
  const root = makeRepository(files);
  const output = join(root, "new/folder/report.json");
  expect(await runCli("validate", ["--format", "json", "--output", output, root])).toMatchObject({ status: 0, stdout: "" });
  const before = readFileSync(output, "utf8");
  expect(JSON.parse(before).summary.objects).toBe(1);
  expect((await runCli("validate", ["--format", "json", "--env", "nowhere", "--output", output, root])).status).toBe(2);
  // An old report must not outlive a run that could not do its work.
  expect(JSON.parse(readFileSync(output, "utf8")).errors).toEqual([expect.stringContaining("there is no environment")]);
  // What is broken in the repository is in the report, which is written.
  rmSync(join(root, "base/settings.yaml"));
  expect((await runCli("validate", ["--format", "json", "--output", output, root])).status).toBe(1);
  expect(JSON.parse(readFileSync(output, "utf8")).findings).toMatchObject([{ rule: "input/kustomization", source: { file: "base/kustomization.yaml" } }]);
  const unwritable = join(root, "base/kustomization.yaml/report.json");
  expect(await runCli("validate", ["--output", unwritable, root])).toMatchObject({ status: 2 });
  expect(existsSync(unwritable)).toBe(false);
});
