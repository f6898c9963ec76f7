import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Finding } from "../../scripts/finding.ts";
import { KeptAnswers } from "../../scripts/policy/answers.ts";
import type { Seen } from "../../scripts/policy/input.ts";
import type { PolicyModule } from "../../scripts/policy/module.ts";
import { makeRepository } from "../support/repository.ts";

const seen = (name: string): Seen => ({
  environment: "staging",
  versions: { kubernetes: "1.36", argocd: "3.5" },
  objects: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name } }],
  origins: {},
  files: [],
  hosts_elsewhere: {},
});
const module = (digest: string) => ({ digest }) as PolicyModule;
const finding = { rule: "security/example", severity: "error", message: "wrong", help: "Mend it." } as unknown as Finding;

beforeEach(() => vi.stubEnv("XDG_CACHE_HOME", makeRepository({})));

/** What is said of a state, and whether the policies had to be asked. */
async function ask(answers: KeptAnswers, about: Seen = seen("a")) {
  let asked = false;
  const findings = await answers.of(about, async () => {
    asked = true;
    return [finding];
  });
  return { asked, findings };
}

describe("what the policies said of an environment", () => {
  test("is said again by the next run without asking them", async () => {
    expect(await ask(new KeptAnswers(module("1"), {}, true))).toEqual({ asked: true, findings: [finding] });
    expect(await ask(new KeptAnswers(module("1"), {}, true))).toEqual({ asked: false, findings: [finding] });
  });

  test.each([
    ["an object changed", () => [new KeptAnswers(module("1"), {}, true), seen("b")] as const],
    ["a parameter changed", () => [new KeptAnswers(module("1"), { budgets: {} }, true), seen("a")] as const],
    ["the policies changed", () => [new KeptAnswers(module("2"), {}, true), seen("a")] as const],
    ["nothing may be taken from the cache", () => [new KeptAnswers(module("1"), {}, false), seen("a")] as const],
  ])("is asked again when %s", async (_what, then) => {
    await ask(new KeptAnswers(module("1"), {}, true));
    expect(await ask(...then())).toMatchObject({ asked: true });
  });

  test("is asked again on another day", async () => {
    vi.useFakeTimers({ now: new Date("2026-01-01T12:00:00") });
    await ask(new KeptAnswers(module("1"), {}, true));
    vi.setSystemTime(new Date("2026-01-02T12:00:00"));
    expect(await ask(new KeptAnswers(module("1"), {}, true))).toMatchObject({ asked: true });
    vi.useRealTimers();
  });

  test("is remembered within a process that keeps nothing", async () => {
    const remembered = new Map();
    await ask(new KeptAnswers(module("1"), {}, false, remembered));
    expect(await ask(new KeptAnswers(module("1"), {}, false, remembered))).toMatchObject({ asked: false });
  });
});
