import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPolicies, POLICY_DIST } from "../../scripts/policy/module.ts";
import { ROOT } from "../support/cli.ts";
import { makeRepository } from "../support/repository.ts";

/** A toolchain with compiled policies and their sources, changed in one place. Returns its policies/dist. */
function toolchain(change: (root: string) => void): string {
  const root = makeRepository({});
  cpSync(join(ROOT, "policies"), join(root, "policies"), { recursive: true });
  cpSync(join(ROOT, "tools/opa"), join(root, "tools/opa"), { recursive: true });
  change(root);
  return join(root, "policies/dist");
}

/** A copy of the compiled policies alone, with one file replaced. */
function spoilt(file: string, content: string | Uint8Array): string {
  const dist = join(makeRepository({}), "policies/dist");
  cpSync(POLICY_DIST, dist, { recursive: true });
  writeFileSync(join(dist, file), content);
  return dist;
}

const failure = async (dist: string) => String(await loadPolicies(dist).catch((cause: unknown) => cause));

describe("a policy module that does not load is one clear line", () => {
  test.each([
    ["is no WebAssembly", () => spoilt("policy.wasm", "not wasm")],
    ["is cut off", () => spoilt("policy.wasm", readFileSync(join(POLICY_DIST, "policy.wasm")).subarray(0, 1000))],
    ["has broken metadata", () => spoilt("rules.json", "{")],
    ["is not there", () => makeRepository({})],
  ])("that %s", async (_what, dist) => {
    expect(await failure(dist())).toMatch(/(policy\.wasm|rules\.json): the compiled policies do not load \(.+\); build them again with: npm run policies$/);
  });

  test("whose parts are of two builds", async () => {
    const rules = JSON.parse(readFileSync(join(POLICY_DIST, "rules.json"), "utf8"));
    expect(await failure(spoilt("rules.json", JSON.stringify({ ...rules, wasm: "0".repeat(64) })))).toContain("they are of another build than rules.json");
  });
});

describe("compiled policies", () => {
  test("load without their sources, as from a package, and with them", async () => {
    const packaged = await loadPolicies(spoilt("LICENSE", ""));
    expect(Object.keys(packaged.rules)).toEqual(Object.keys((await loadPolicies(toolchain(() => {}))).rules));
  });

  const HOST_PORTS = "policies/security/host-ports.rego";
  test.each([
    ["changed", HOST_PORTS, (root: string) => appendFileSync(join(root, HOST_PORTS), "\n# edited\n")],
    ["added", "policies/security/mine.rego", (root: string) => writeFileSync(join(root, "policies/security/mine.rego"), "package mine\n")],
    ["removed", HOST_PORTS, (root: string) => rmSync(join(root, HOST_PORTS))],
  ])("do not judge when a source was %s since", async (what, file, change) => {
    expect(await failure(toolchain(change))).toBe(
      `${file}: the policies were compiled before this file was ${what}, so nothing was judged; compile them with: npm run policies`,
    );
  });

  test("do not judge when another compiler is pinned", async () => {
    const change = (root: string) => {
      const pins = join(root, "tools/opa/go.mod");
      writeFileSync(pins, readFileSync(pins, "utf8").replace(/(open-policy-agent\/opa) v\S+/, "$1 v1.0.0"));
    };
    expect(await failure(toolchain(change))).toMatch(/^tools\/opa\/go\.mod: the policies were compiled by opa v\d+\.\d+\.\d+, and opa v1\.0\.0 is pinned, so/);
  });

  test("are not needed for the tests of Rego", async () => {
    const changed = (root: string) => appendFileSync(join(root, "policies/security/host-ports_test.rego"), "\n# edited\n");
    await expect(loadPolicies(toolchain(changed))).resolves.toHaveProperty("policy");
  });
});
