import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Built } from "../../scripts/policy/module.ts";
import { pinnedCompiler, sha256, sourceDigests } from "../../scripts/policy/sources.ts";
import { DIST } from "../../scripts/policy-build/paths.ts";
import { TOOLCHAIN } from "../../scripts/toolchain.ts";
import { makeRepository } from "../support/repository.ts";

const built: Built = JSON.parse(readFileSync(join(TOOLCHAIN, DIST, "rules.json"), "utf8"));

describe("the compiled policies", () => {
  test("are built from the sources as they are, by the compiler that is pinned; if not: npm run policies", async () => {
    const wasm = sha256(readFileSync(join(TOOLCHAIN, DIST, "policy.wasm")));
    expect(built).toMatchObject({ compiler: pinnedCompiler(TOOLCHAIN), wasm });
    expect(built.sources).toEqual(await sourceDigests(TOOLCHAIN));
  });

  test("have a rule for each source outside lib", () => {
    const ids = Object.keys(built.sources)
      .map((file) => /^policies\/((?!lib\/)[^/]+\/[^/]+)\.rego$/.exec(file)?.[1])
      .filter((id) => id !== undefined);
    expect(Object.keys(built.rules)).toEqual(ids.sort());
  });

  test("merge without a conflict, once the driver is set up as CONTRIBUTING.md says", () => {
    const setUp = /^git config merge\..+$/m.exec(readFileSync(join(TOOLCHAIN, "CONTRIBUTING.md"), "utf8"))?.[0] as string;
    const root = makeRepository({ "policies/dist/policy.wasm": "0\n", ".gitattributes": readFileSync(join(TOOLCHAIN, ".gitattributes")) });
    const git = (...args: string[]) => execFileSync("git", ["-C", root, "-c", "user.name=t", "-c", "user.email=t@example.com", ...args]);
    const commit = (content: string) => {
      writeFileSync(join(root, "policies/dist/policy.wasm"), content);
      git("add", ".");
      git("commit", "-qm", content);
    };
    git("init", "-qb", "main");
    execFileSync("sh", ["-c", setUp], { cwd: root });
    commit("0");
    git("switch", "-qc", "other");
    commit("theirs");
    git("switch", "-q", "main");
    commit("ours");
    git("merge", "-q", "--no-edit", "other");
    expect(readFileSync(join(root, "policies/dist/policy.wasm"), "utf8")).toBe("ours");
  });
});
