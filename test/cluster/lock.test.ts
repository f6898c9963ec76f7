import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { takeLock } from "../../scripts/cluster/lock.ts";

const MODULE = new URL("../../scripts/cluster/lock.ts", import.meta.url).href;
const directory = () => join(mkdtempSync(join(tmpdir(), "lock-")), "deep", "cluster");
/** A program that takes the lock, says whether it got it, and goes on with `then`. */
const program = (path: string, then: string) => [
  "--input-type=module",
  "-e",
  `const { takeLock } = await import(${JSON.stringify(MODULE)}); globalThis.unlock = takeLock(${JSON.stringify(path)}); console.log(unlock ? "taken" : "held"); ${then}`,
];

it("is held by one at a time, and free again when let go", () => {
  const path = directory();
  const unlock = takeLock(path);
  expect(unlock).toBeTypeOf("function");
  expect(takeLock(path)).toBeUndefined();
  expect(spawnSync(process.execPath, program(path, ""), { encoding: "utf8" }).stdout).toBe("held\n");
  unlock?.();
  expect(takeLock(path)).toBeTypeOf("function");
});

it("ends with the process that holds it, even one that is killed", async () => {
  const path = directory();
  const holder = spawn(process.execPath, program(path, "setInterval(() => {}, 1000)"), { stdio: ["ignore", "pipe", "inherit"] });
  expect(String((await once(holder.stdout, "data"))[0])).toBe("taken\n");
  expect(takeLock(path)).toBeUndefined();
  holder.kill("SIGKILL");
  await once(holder, "exit");
  expect(takeLock(path)).toBeTypeOf("function");
});
