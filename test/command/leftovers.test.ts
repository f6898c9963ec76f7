import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { cacheDirectory, readCache, writeCache } from "../../scripts/cache.ts";
import { GitRepository } from "../history/git-repository.ts";
import { ROOT } from "../support/cli.ts";
import { configMap, kustomization } from "../support/repository.ts";

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "leftovers-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s leaves no folder and no build behind", { timeout: 120_000 }, async (signal) => {
  const folder = scratch();
  for (const name of ["bin", "tmp"]) mkdirSync(join(folder, name));
  // Stands in for a Kustomize that hangs: it says which process it is.
  writeFileSync(join(folder, "bin", "kustomize"), `#!/bin/sh\n[ "$1" = version ] && { echo v5.8.1; exit; }\necho $$ > "${folder}/pid"\nexec sleep 300\n`);
  chmodSync(join(folder, "bin", "kustomize"), 0o755);
  const repository = new GitRepository({ "kustomization.yaml": kustomization({ resources: ["config.yaml"] }), "config.yaml": configMap("a") });
  repository.commit({ "config.yaml": configMap("a", { key: "b" }) });
  const env = {
    ...process.env,
    PATH: `${join(folder, "bin")}${delimiter}${process.env["PATH"]}`,
    TMPDIR: join(folder, "tmp"),
    XDG_CACHE_HOME: join(folder, "cache"),
  };
  const child = spawn(process.execPath, [`${ROOT}scripts/main.ts`, "pr", "-C", repository.root, "HEAD~1", "HEAD"], { env, stdio: "ignore" });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await expect.poll(() => readFileSync(join(folder, "pid"), "utf8").trim(), { timeout: 60_000 }).toMatch(/^\d+$/);
  expect(readdirSync(join(folder, "tmp")).filter((name) => /^(snapshots|render)-/.test(name)).length).toBeGreaterThan(1);
  child.kill(signal);
  expect(await ended).toBe({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
  expect(readdirSync(join(folder, "tmp")).filter((name) => /^(snapshots|render)-/.test(name))).toEqual([]);
  const build = Number(readFileSync(join(folder, "pid"), "utf8"));
  await expect.poll(() => isRunning(build), { timeout: 10_000 }).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Of a process that nobody waited for only its entry is left.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

test("what is damaged in the cache is dropped", () => {
  const home = process.env["XDG_CACHE_HOME"];
  process.env["XDG_CACHE_HOME"] = scratch();
  onTestFinished(() => {
    if (home === undefined) delete process.env["XDG_CACHE_HOME"];
    else process.env["XDG_CACHE_HOME"] = home;
  });
  writeCache("5.8.1", "version", "key");
  expect(readCache("version", "key")).toBe("5.8.1");
  const file = cacheDirectory("kept", "version", "key");
  for (const damaged of ["", "garbage", readFileSync(file, "utf8").replace("5.8.1", "9.9.9")]) {
    writeFileSync(file, damaged);
    expect(readCache("version", "key")).toBeUndefined();
    expect(readdirSync(cacheDirectory("kept", "version"))).toEqual([]);
  }
});
