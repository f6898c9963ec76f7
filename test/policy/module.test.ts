import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPolicies, POLICY_DIST } from "../../scripts/policy/module.ts";
import { makeRepository } from "../support/repository.ts";

/** A copy of the compiled policies, with one file replaced. */
function spoilt(file: string, content: string | Uint8Array): string {
  const dist = makeRepository({});
  cpSync(POLICY_DIST, dist, { recursive: true });
  writeFileSync(join(dist, file), content);
  return dist;
}

describe("a policy module that does not load is one clear line", () => {
  test.each([
    ["is no WebAssembly", () => spoilt("policy.wasm", "not wasm")],
    ["is cut off", () => spoilt("policy.wasm", readFileSync(join(POLICY_DIST, "policy.wasm")).subarray(0, 1000))],
    ["has broken metadata", () => spoilt("rules.json", "{")],
    ["is not there", () => makeRepository({})],
  ])("that %s", async (_what, dist) => {
    const error = await loadPolicies(dist()).catch((cause: unknown) => cause);
    expect(String(error)).toMatch(/(policy\.wasm|rules\.json): the compiled policies do not load \(.+\); build them again with: npm run policies$/);
  });
});
