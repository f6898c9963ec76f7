import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RulesFile } from "../../scripts/policy-build/build.ts";
import { DIST, TOOLCHAIN } from "../../scripts/policy-build/paths.ts";
import { sourceDigests } from "../../scripts/policy-build/sources.ts";

const built: RulesFile = JSON.parse(readFileSync(join(TOOLCHAIN, DIST, "rules.json"), "utf8"));

describe("the compiled policies", () => {
  test("are built from the sources as they are; if not: npm run policies", () => {
    expect(built.sources).toEqual(sourceDigests());
  });

  test("have a rule for each source outside lib", () => {
    const ids = Object.keys(built.sources)
      .map((file) => /^policies\/((?!lib\/)[^/]+\/[^/]+)\.rego$/.exec(file)?.[1])
      .filter((id) => id !== undefined);
    expect(Object.keys(built.rules)).toEqual(ids.sort());
  });
});
