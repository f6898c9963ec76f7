import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeRepository } from "../support/repository.ts";
import { MISTAKES } from "./features/mistakes.ts";
import { TRANSFORMERS } from "./features/transformers.ts";
import { hasGo, renderer, yardstick } from "./yardstick.ts";

describe.skipIf(!hasGo)("validate", () => {
  const report = async (root: string, env: Record<string, string> = {}) => {
    const { stdout } = await runCli("validate", ["--format", "json", "--no-cache", root], { env });
    const { summary, findings } = JSON.parse(stdout);
    return { rendered: summary.kustomize, objects: summary.objects, findings };
  };

  test("uses the warm renderer where it was built, and says the same without it", { timeout: 1_200_000 }, async () => {
    const { kustomize } = await renderer();
    const bin = dirname(await yardstick("kustomize"));
    const elsewhere = { XDG_CACHE_HOME: makeRepository({}), PATH: `${bin}:${process.env["PATH"]}` };
    for (const files of [TRANSFORMERS["components"], MISTAKES["a field of the wrong type"]]) {
      const root = makeRepository(files as Record<string, string>);
      const warm = await report(root);
      const cold = await report(root, elsewhere);
      expect(warm.rendered).toMatchObject({ program: "the warm renderer", version: kustomize, bundled: kustomize });
      expect(cold.rendered).toMatchObject({ program: "kustomize", version: kustomize });
      expect({ ...cold, rendered: undefined }).toEqual({ ...warm, rendered: undefined });
    }
  });
});
