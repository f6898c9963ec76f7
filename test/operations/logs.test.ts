/** Runs the script that keeps the log volume from filling up, with the settings and the command that its CronJob has. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { have } from "../support/programs.ts";
import { pick, type Rendered, rendered } from "../support/rendered.ts";

describe.skipIf(!have("kubectl", "gzip"))("the log volume", () => {
  let root: string;
  let logs: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "logs-"));
    logs = join(root, "logs");
    mkdirSync(logs);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** A log last written so many days ago. */
  function log(path: string, days: number): void {
    const file = join(logs, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `written ${days} days ago\n`);
    const time = Date.now() / 1000 - days * 86_400 - 60;
    utimesSync(file, time, time);
  }

  const left = () =>
    readdirSync(logs, { recursive: true, withFileTypes: true })
      .flatMap((entry) => (entry.isFile() ? entry.name : []))
      .sort();

  function rotate(overrides: Record<string, string> = {}): { status: number | null; output: string } {
    const objects = rendered("apps/production/ai-scientist");
    const { containers, volumes } = pick(objects, "CronJob", "rotate-logs").spec.jobTemplate.spec.template.spec;
    const [shell, script] = containers[0].command as [string, string];
    const configMap = volumes.find(({ name }: Rendered) => name === "scripts").configMap.name;
    const file = join(root, "script.sh");
    writeFileSync(file, pick(objects, "ConfigMap", configMap).data[script.slice("/scripts/".length)]);
    const settings = Object.fromEntries(containers[0].env.map(({ name, value }: Rendered) => [name, value]));
    // The disk of this machine may be as full as it likes.
    const env = { PATH: process.env["PATH"], ...settings, LOG_DIR: logs, FULL_PERCENT: "101", ...overrides };
    const { status, stdout, stderr } = spawnSync(shell, [file], { env, encoding: "utf8" });
    return { status, output: stdout + stderr };
  }

  it("keeps new logs as they are, compresses older ones, deletes old ones", () => {
    log("run 1/today.log", 0);
    log("run 1/yesterday.log", 1);
    log("run 1/last week.log", 7);
    log("ancient.log", 40);
    log("ancient.log.gz", 40);
    expect(rotate()).toMatchObject({ status: 0 });
    expect(left()).toEqual(["last week.log.gz", "today.log", "yesterday.log"]);
    expect(gunzipSync(readFileSync(join(logs, "run 1", "last week.log.gz"))).toString()).toBe("written 7 days ago\n");
  });

  it("leaves a compressed log its age, so that it is deleted when its time has come", () => {
    log("old.log", 20);
    const before = statSync(join(logs, "old.log")).mtimeMs;
    rotate();
    expect(statSync(join(logs, "old.log.gz")).mtimeMs).toBe(before);
  });

  it("gives up all but today's when the volume is too full", () => {
    log("today.log", 0);
    log("yesterday.log", 1);
    log("last week.log", 7);
    expect(rotate({ FULL_PERCENT: "0" })).toMatchObject({ status: 0 });
    expect(left()).toEqual(["today.log"]);
  });

  it("fails when the volume is not there, and names a setting that is missing", () => {
    expect(rotate({ LOG_DIR: join(root, "absent") })).toMatchObject({ status: 1, output: expect.stringContaining("is not a directory") });
    expect(rotate({ DELETE_AFTER_DAYS: "" })).toMatchObject({ output: expect.stringContaining("DELETE_AFTER_DAYS") });
  });
});
