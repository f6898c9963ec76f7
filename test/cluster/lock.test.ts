import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { takeLock } from "../../scripts/cluster/lock.ts";

const file = () => join(mkdtempSync(join(tmpdir(), "lock-")), "deep", "lock");

it("is held by one at a time, and free again when let go", () => {
  const path = file();
  const unlock = takeLock(path);
  expect(unlock).toBeTypeOf("function");
  expect(takeLock(path)).toBeUndefined();
  unlock?.();
  expect(takeLock(path)).toBeTypeOf("function");
});

it("is taken over from a process that ended, and from a file that names none", () => {
  const path = join(mkdtempSync(join(tmpdir(), "lock-")), "lock");
  writeFileSync(path, String(spawnSync("true").pid));
  expect(takeLock(path)).toBeTypeOf("function");
  writeFileSync(path, "");
  expect(takeLock(path)).toBeTypeOf("function");
});
