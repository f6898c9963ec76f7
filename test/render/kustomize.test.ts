import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { Pool } from "../../scripts/render/engines/pool.ts";
import { ROOT } from "../support/cli.ts";
import { MISTAKES } from "./features/mistakes.ts";
import { SOURCES } from "./features/sources.ts";
import { TRANSFORMERS } from "./features/transformers.ts";
import { hasGo, renderer, run, scratch, yardstick } from "./yardstick.ts";

/** Every folder of this repository that Kustomize can be asked to build: the trees, the fixtures, the components. */
const OURS = globSync("{apps,clusters,test}/**/kustomization.yaml", { cwd: ROOT }).map(dirname).sort();
const FEATURES = Object.entries({ ...TRANSFORMERS, ...SOURCES });

describe.skipIf(!hasGo)("the warm renderer and kustomize", () => {
  let kustomize: string;
  let pool: Pool;

  beforeAll(async () => {
    // One worker does everything: what one build leaves behind would be met by the next.
    pool = new Pool({ path: (await renderer()).path }, 1);
    kustomize = await yardstick("kustomize");
  }, 1_200_000);

  async function warm(dir: string): Promise<{ objects?: unknown; error?: string }> {
    const built = pool.run({ kustomize: { dir } }, 60_000) as Promise<{ manifest: unknown }[]>;
    return built.then(
      (objects) => ({ objects: objects.map(({ manifest }) => manifest) }),
      (error: Error) => ({ error: said(error.message) }),
    );
  }

  /** Kustomize prints the addresses of generators, which mean nothing. */
  const said = (text: string) => text.replace(/&\{0x.*?\}/g, "&{}").trimEnd();

  async function cold(dir: string): Promise<{ objects?: unknown; error?: string }> {
    const { status, stdout, stderr } = await run(kustomize, ["build", dir]);
    if (status === 0) return { objects: parseAllDocuments(stdout, { uniqueKeys: false }).map((document) => document.toJS({ maxAliasCount: -1 })) };
    // Warnings about deprecated fields stand before it.
    return { error: said(stderr.slice(stderr.indexOf("Error: ") + "Error: ".length)) };
  }

  const compare = async (dir: string) => expect(await warm(dir)).toEqual(await cold(dir));

  test.each(FEATURES)("make the same objects of %s", async (_, files) => {
    const dir = join(scratch(files), "top");
    expect(await cold(dir)).toHaveProperty("objects");
    await compare(dir);
  });

  test.each(Object.entries(MISTAKES))("say the same of %s", async (_, files) => {
    const dir = join(scratch(files), "top");
    expect(await cold(dir)).toHaveProperty("error");
    await compare(dir);
  });

  test.each(FEATURES.filter(([name]) => name.includes("openapi")))("are not coloured by %s", async (_, files) => {
    const plain = join(scratch(SOURCES["no openapi"] ?? {}), "top");
    await warm(join(scratch(files), "top"));
    await compare(plain);
  });

  test.each(OURS)("agree on %s", async (dir) => await compare(join(ROOT, dir)), 120_000);
});
