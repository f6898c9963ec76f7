import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadFileRules } from "../../scripts/discover/file-rules.ts";
import { validate } from "../../scripts/pipeline.ts";
import { ROOT } from "../support/cli.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures");
/** The rules about files that live with those of policies/: their fixtures are test/fixtures/<group>/<rule>/{ok,bad}-<reason>. */
const RULES = [...(await loadFileRules()).keys()].filter((rule) => /^(kustomize|gitops)\//.test(rule));

const cases = (rule: string) => (existsSync(join(FIXTURES, rule)) ? readdirSync(join(FIXTURES, rule)) : []);

describe.each(RULES)("%s", (rule) => {
  it("has a tree that it accepts and one that it does not", () => {
    const kinds = new Set(cases(rule).map((name) => name.split("-")[0]));
    expect([...kinds].sort()).toEqual(["bad", "ok"]);
  });

  it.each(cases(rule))("%s", { timeout: 60_000 }, async (name) => {
    const { findings } = await validate({ root: join(FIXTURES, rule, name), permissions: { remote: false }, cache: true, data: ROOT });
    const said = findings.filter((finding) => finding.rule === rule);
    // One reason each: nothing but the rule itself may fail a bad tree, and nothing at all a good one.
    const others = findings.filter((finding) => finding.rule !== rule && finding.severity === "error");
    expect(others.map((finding) => `${finding.rule}: ${finding.message}`)).toEqual([]);
    expect(said.length > 0).toBe(name.startsWith("bad-"));
    for (const { source } of said) expect(source?.line).toBeGreaterThan(0);
  });
});
