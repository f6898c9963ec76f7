import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tree } from "../../scripts/discover/repository.ts";
import type { Engine } from "../../scripts/render/engine.ts";
import { Pool } from "../../scripts/render/engines/pool.ts";
import { programEngine } from "../../scripts/render/engines/program.ts";
import { warmEngine } from "../../scripts/render/engines/warm.ts";
import { RenderFailure } from "../../scripts/render/engines/worker.ts";
import { projectAt } from "../support/project.ts";
import { MISTAKES } from "./features/mistakes.ts";
import { SOURCES } from "./features/sources.ts";
import { TRANSFORMERS } from "./features/transformers.ts";
import { overlay } from "./features/world.ts";
import { hasGo, renderer, scratch, yardstick } from "./yardstick.ts";

describe.skipIf(!hasGo)("engines", () => {
  let warm: Engine;
  let program: Engine;

  beforeAll(async () => {
    warm = warmEngine(await renderer(), false);
    program = programEngine({ path: await yardstick("kustomize"), args: ["build"], name: "kustomize", version: "5.8.1" });
  }, 1_200_000);

  async function outcome(engine: Engine, root: string): Promise<unknown> {
    const { trees } = await projectAt(root).repository();
    const tree = trees.find(({ path }) => path === "top") ?? ({ path: "top", files: [] } as unknown as Tree);
    const texts = tree.files.map((file) => readFileSync(join(root, file), "utf8"));
    return engine.build(root, tree, texts).catch((error: Error) => error.message);
  }

  test.each(Object.entries({ ...TRANSFORMERS, ...SOURCES, ...MISTAKES }))("tell the same objects, origins and mistakes: %s", async (_, files) => {
    const root = scratch(files);
    expect(await outcome(warm, root)).toEqual(await outcome(program, root));
  });
});

describe.skipIf(!hasGo)("workers", () => {
  const dir = () => join(scratch(overlay("namePrefix: a-\n")), "top");
  const poolWith = async (...args: string[]) => new Pool({ path: (await renderer()).path, args }, 1);

  test("one that takes too long is ended, and the next job is done", async () => {
    const pool = await poolWith();
    await expect(pool.run({ kustomize: { dir: dir() } }, 0)).rejects.toMatchObject({ reason: "late" });
    expect(await pool.run({ kustomize: { dir: dir() } }, 60_000)).toHaveLength(3);
  });

  test("one that needs too much memory says so, and costs its own job", async () => {
    const pool = await poolWith("-memory", "1");
    const failure = await pool.run({ kustomize: { dir: dir() } }, 60_000).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(RenderFailure);
    expect((failure as Error).message).toMatch(/needs more than the 1 MiB that a render may use|ended/);
    await expect(pool.run({ kustomize: { dir: dir() } }, 60_000)).rejects.toThrow(RenderFailure);
  });

  test("one that dies costs its own job", async () => {
    const pool = new Pool({ path: process.execPath, args: ["--eval", "process.exit(3)"] }, 1);
    await expect(pool.run({ kustomize: { dir: dir() } }, 60_000)).rejects.toMatchObject({ reason: "lost", message: expect.stringMatching(/status 3/) });
    await expect(pool.run({ kustomize: { dir: dir() } }, 60_000)).rejects.toMatchObject({ reason: "lost" });
  });

  test("a remote base is refused without the network, and by name", async () => {
    const pool = await poolWith();
    const remote = join(scratch({ "top/kustomization.yaml": "resources: [https://127.0.0.1:9/base.yaml]\n" }), "top");
    await expect(pool.run({ kustomize: { dir: remote } }, 60_000)).rejects.toThrow(/the network is not allowed/);
    const git = join(scratch({ "top/kustomization.yaml": "resources: ['git::https://127.0.0.1:9/org/repo.git//base?ref=v1']\n" }), "top");
    await expect(pool.run({ kustomize: { dir: git } }, 60_000)).rejects.toThrow(/executable file not found|no 'git' program/);
  });
});
