import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { MARKER } from "../../scripts/history/comment.ts";
import { ROOT } from "../support/cli.ts";
import { configMap, kustomization } from "../support/repository.ts";

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Record<string, string>;
}
const action = parse(readFileSync(`${ROOT}action.yml`, "utf8")) as { inputs: Record<string, { default: string }>; runs: { steps: Step[] } };
const { steps } = action.runs;

/** Stands in for GitHub's own `gh`: notes what it was called with, and knows no comment. */
const GH = `#!/bin/sh\nprintf '%s\\n' "$*" >> "$CALLS"\n`;

/** Runs the action's own steps, one after the other, as GitHub's runner does; what they use of others is not run. */
describe("the action", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "action-")));
  const [toolchain, programs, repository] = ["toolchain", "programs", "repository"].map((name) => join(folder, name)) as [string, string, string];
  const files = { output: join(folder, "output"), summary: join(folder, "summary"), calls: join(folder, "calls") };
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", repository, "-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { encoding: "utf8" }).trim();

  function run(step: Step, known: Readonly<Record<string, string>>) {
    const filled = (text: string) => text.replace(/\$\{\{ (.*?) \}\}/g, (_, name: string) => known[name.split(" || ")[0] as string] ?? "");
    const env = {
      ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)])),
      ...{ GITHUB_ACTION_PATH: toolchain, GITHUB_OUTPUT: files.output, GITHUB_STEP_SUMMARY: files.summary, GITHUB_REPOSITORY: "a/b", CALLS: files.calls },
      ...{ GITHUB_REF: "refs/pull/7/merge", RUNNER_TEMP: folder, HOME: process.env["HOME"] ?? "", npm_config_prefer_offline: "true" },
      PATH: [programs, dirname(process.execPath), process.env["PATH"]].join(delimiter),
    };
    return spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run as string], { cwd: repository, env, encoding: "utf8" });
  }

  /** All steps that have something to run, where their condition holds. */
  function runAll(inputs: Readonly<Record<string, string>>, event: Readonly<Record<string, string>>) {
    const given = Object.fromEntries(
      Object.entries(action.inputs).map(([name, input]) => [`inputs.${name}`, input.default.startsWith("${{") ? "" : input.default]),
    );
    const known: Record<string, string> = {
      ...given,
      ...event,
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`inputs.${name}`, value])),
    };
    const holds = (condition = "") => [...condition.matchAll(/(\S+) == '(.*?)'/g)].every(([, name, value]) => known[name as string] === value);
    let last = { status: 0 as number | null, stdout: "", stderr: "" };
    let said = "";
    for (const step of steps.filter((each) => each.run && !each.run.includes("npm ci") && holds(each.if))) {
      last = run(step, known);
      said += last.stdout;
      for (const line of readFileSync(files.output, "utf8").trim().split("\n"))
        known[`steps.${step.id}.outputs.${line.split("=")[0]}`] = line.slice(line.indexOf("=") + 1);
      if (last.status !== 0) break;
    }
    return { status: last.status, said, stderr: last.stderr, summary: readFileSync(files.summary, "utf8"), calls: readFileSync(files.calls, "utf8") };
  }

  beforeAll(() => {
    for (const name of [programs, repository]) mkdirSync(name, { recursive: true });
    writeFileSync(join(programs, "gh"), GH);
    chmodSync(join(programs, "gh"), 0o755);
    const tracked = execFileSync("git", ["ls-files", "scripts", "policies", "schemas", "tools", "package.json", "package-lock.json", ".npmrc"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    for (const file of tracked.trim().split("\n")) if (existsSync(join(ROOT, file))) cpSync(join(ROOT, file), join(toolchain, file));
    const installed = run(steps.find((step) => step.run?.includes("npm ci")) as Step, {});
    expect(installed.status, installed.stderr).toBe(0);
    writeFileSync(join(repository, "kustomization.yaml"), kustomization({ resources: ["settings.yaml"] }));
    writeFileSync(join(repository, "settings.yaml"), configMap("settings"));
    git("init", "-qb", "main");
    git("add", ".");
    git("commit", "-qm", "good");
    writeFileSync(join(repository, "settings.yaml"), configMap("settings").replace("\ndata:", "\ndta:"));
    git("commit", "-qam", "bad");
  }, 600_000);
  beforeEach(() => {
    for (const file of Object.values(files)) writeFileSync(file, "");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }), 120_000);

  test("installs what it runs with, and no Node and no tests", () => {
    expect(existsSync(join(toolchain, "node_modules/commander"))).toBe(true);
    expect(existsSync(join(toolchain, "node_modules/vitest"))).toBe(false);
    expect(existsSync(join(toolchain, "node_modules/.bin/node"))).toBe(false);
  });

  test("fails on what a pull request brings, at its line, and says it in summary, comment and code scanning", () => {
    const event = {
      "github.event_name": "pull_request",
      "github.event.pull_request.number": "7",
      "github.event.pull_request.head.sha": git("rev-parse", "HEAD"),
    };
    const { status, said, summary, calls } = runAll({ base: git("rev-parse", "HEAD~1"), comment: "true", sarif: "true" }, event);
    expect(status).toBe(1);
    expect(said).toContain("::error file=settings.yaml,line=5,col=1,title=model/unknown-field::");
    expect(summary).toContain(MARKER);
    expect(summary).toContain("1 new error");
    expect(calls).toMatch(/^api --method POST repos\/a\/b\/issues\/7\/comments --field body=@\S+comment\.md --silent$/m);
    expect(calls).toMatch(
      new RegExp(
        `^api --method POST repos/a/b/code-scanning/sarifs --silent --field commit_sha=${git("rev-parse", "HEAD")} --field ref=refs/pull/7/merge`,
        "m",
      ),
    );
  });

  test("passes a change that brings nothing, and asks GitHub for nothing unless told to", () => {
    const { status, summary, calls } = runAll({ base: git("rev-parse", "HEAD") }, { "github.event_name": "pull_request" });
    expect([status, calls]).toEqual([0, ""]);
    expect(summary).toContain("✅");
  });

  test("judges all of it where there is no base", () => {
    const { status, said, summary } = runAll({}, { "github.event_name": "push" });
    expect(status).toBe(1);
    expect(said).toContain("::error file=settings.yaml,line=5");
    expect(summary).toContain("1 error");
  });

  test("pins what it uses of others, and puts no input into a script", () => {
    for (const { uses, run: script } of steps) {
      if (uses) expect(uses).toMatch(/@[0-9a-f]{40}$/);
      if (script) expect(script).not.toContain("${{");
    }
  });
});
