import { cpSync, existsSync, mkdirSync, realpathSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { MANIFEST } from "../../scripts/toolchain.ts";
import { runCli } from "../support/cli.ts";
import { which } from "../support/programs.ts";
import { configMap, kustomization, makeRepository } from "../support/repository.ts";

const DAY = 24 * 60 * 60;
const MEGABYTE = 1024 * 1024;

/** A cache with a file of a size and an age in days. */
function fill(cache: string, file: string, { bytes = 0, days = 0 }): string {
  const path = join(cache, MANIFEST.name, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "");
  truncateSync(path, bytes);
  const then = Date.now() / 1000 - days * DAY;
  utimesSync(path, then, then);
  return path;
}

test("a run lets go of what is old, of the oldest of too much, and of locks of what is gone; never of programs; and once a day", async () => {
  const cache = makeRepository({});
  const gone = [
    fill(cache, "render/old", { days: 31 }),
    fill(cache, "kept/render/too-much", { bytes: 200 * MEGABYTE, days: 2 }),
    fill(cache, "cluster/gone.lock.db", { days: 2 }),
  ];
  mkdirSync(join(cache, MANIFEST.name, "cluster/there"), { recursive: true });
  const stays = [
    fill(cache, "kept/render/newer", { bytes: 200 * MEGABYTE, days: 1 }),
    fill(cache, "verdicts/used", { days: 29 }),
    fill(cache, "tools/renderer-1/renderer", { bytes: 300 * MEGABYTE, days: 400 }),
    fill(cache, "cluster/there.lock.db", { days: 2 }),
    fill(cache, "cluster/new.lock.db", {}),
  ];
  const run = () => runCli("rules", ["security/host-ports"], { env: { XDG_CACHE_HOME: cache } });
  expect((await run()).status).toBe(0);
  expect(gone.filter((path) => existsSync(path))).toEqual([]);
  expect(stays.filter((path) => !existsSync(path))).toEqual([]);
  const later = fill(cache, "render/old", { days: 31 });
  await run();
  expect(existsSync(later)).toBe(true);
});

const [kustomize, kubectl] = [which("kustomize"), which("kubectl")];
const real = kustomize ? [kustomize, "build"] : [kubectl as string, "kustomize"];

test("a checkout in another folder finds what the first one kept", async () => {
  const cache = makeRepository({});
  const files = { "a/kustomization.yaml": kustomization({ resources: ["settings.yaml"] }), "a/settings.yaml": configMap("settings") };
  const [first, second] = [makeRepository(files), realpathSync(makeRepository({}))];
  cpSync(first, second, { recursive: true });
  // A Kustomize that says no as soon as a file is there: from then on only what was kept can answer.
  const [programs, no] = [makeRepository({}), join(cache, "no")];
  const script = `#!/bin/sh\n[ "$1" = version ] && exec echo v5.8.1\nshift\n[ -e "${no}" ] && exit 1\nexec ${real.join(" ")} "$@"\n`;
  writeFileSync(join(programs, "kustomize"), script, { mode: 0o755 });
  const validate = (root: string) => runCli("validate", [root], { env: { XDG_CACHE_HOME: cache, PATH: `${programs}:${process.env["PATH"]}` } });
  expect((await validate(first)).status).toBe(0);
  writeFileSync(no, "");
  expect((await validate(second)).stdout).toContain("no errors");
  writeFileSync(join(second, "a/settings.yaml"), configMap("changed"));
  expect((await validate(second)).status).toBe(1);
});
