import { expect, it } from "vitest";
import { isSettled, statusOf } from "../../../scripts/cluster/argocd/applications.ts";
import { outOfOrder } from "../../e2e/stories/bootstrap.ts";
import { storiesOf } from "../../e2e/stories.ts";
import { Facts, type Story } from "../../e2e/story.ts";
import { passed, tableOf } from "../../e2e/table.ts";
import { tell } from "../../e2e/tell.ts";

const settled = { sync: { status: "Synced", revisions: ["a", "b"] }, health: { status: "Healthy" }, operationState: { phase: "Succeeded", message: "done" } };

it("calls an Application settled only when it is Synced, healthy and at rest", () => {
  const metadata = { name: "one", annotations: { "argocd.argoproj.io/sync-wave": "-3" } };
  expect(statusOf({ metadata, status: settled })).toMatchObject({ wave: -3, revisions: ["a", "b"], messages: [] });
  expect(isSettled(statusOf({ metadata, status: settled }))).toBe(true);
  expect(isSettled(statusOf({ metadata }))).toBe(false);
  expect(isSettled(statusOf({ metadata, status: { ...settled, operationState: { phase: "Running" } } }))).toBe(false);
  expect(isSettled(statusOf({ metadata, status: { ...settled, health: { status: "Degraded" } } }))).toBe(false);
});

it("tells what an Application complains of, and what differs", () => {
  const status = statusOf({
    metadata: { name: "one" },
    status: {
      operationState: { phase: "Failed", message: "no" },
      conditions: [{ type: "ComparisonError", message: "why" }],
      resources: [
        { kind: "Service", namespace: "a", name: "b", status: "OutOfSync" },
        { kind: "Role", name: "c", status: "Synced" },
      ],
    },
  });
  expect(status.messages).toEqual(["no", "ComparisonError: why"]);
  expect(status.outOfSync).toEqual(["Service a/b"]);
});

it("sees a wave that begins before the one before it is settled", () => {
  const first = { wave: -1, appeared: 1, settled: 5 };
  expect(
    outOfOrder(
      new Map<string, { wave: number; appeared: number; settled?: number }>([
        ["a", first],
        ["b", { wave: 2, appeared: 6 }],
      ]),
    ),
  ).toEqual([]);
  expect(
    outOfOrder(
      new Map<string, { wave: number; appeared: number; settled?: number }>([
        ["a", first],
        ["b", { wave: 2, appeared: 4.5 }],
      ]),
    ),
  ).toEqual(["wave 2 appeared at 4.5 s, before wave -1 was settled"]);
  expect(
    outOfOrder(
      new Map<string, { wave: number; appeared: number; settled?: number }>([
        ["a", { wave: -1, appeared: 1 }],
        ["b", { wave: 2, appeared: 4 }],
      ]),
    ),
  ).toHaveLength(1);
});

it("counts a story as failed when one fact is, or when it has none", async () => {
  const facts = new Facts();
  expect(await facts.timed("works", async () => "a figure")).toBe(true);
  expect(await facts.timed("does not", () => Promise.reject(new Error("why")))).toBe(false);
  expect(facts.all).toMatchObject([
    { what: "works", ok: true, note: "a figure" },
    { what: "does not", ok: false, note: "why" },
  ]);
  const result = (name: string, all: typeof facts.all) => ({ name, title: name, seconds: 1, facts: all });
  expect(passed(result("a", facts.all.slice(0, 1)))).toBe(true);
  expect(passed(result("b", facts.all))).toBe(false);
  expect(passed(result("c", []))).toBe(false);
  const table = tableOf([result("a", facts.all.slice(0, 1)), result("b", facts.all), { ...result("d", []), skipped: "because" }]);
  expect(table).toContain("1 passed, 1 failed, 1 skipped");
  expect(table).toMatch(/^FAIL +1\.0 {2}b: b$/m);
  expect(table).toMatch(/^skip .*because$/m);
});

it("tells the next story after one that failed, puts away what it left, and stops where nothing was bootstrapped", async () => {
  const played: string[] = [];
  const story = (name: string, run: (facts: Facts) => Promise<void>): Story<string> => ({
    name,
    title: name,
    run: async (stage, facts) => {
      played.push(`${name} on ${stage}`);
      await run(facts);
    },
  });
  const bad = (name: string) => story(name, () => Promise.reject(new Error("why")));
  const good = story("good", async (facts) => facts.check("holds", true));
  const results = await tell([bad("bad"), good], "a stage", async () => void played.push("put away"));
  expect(played).toEqual(["bad on a stage", "put away", "good on a stage", "put away"]);
  expect(results.map(passed)).toEqual([false, true]);
  expect((await tell([bad("bootstrap"), good], "a stage")).map(({ skipped }) => skipped)).toEqual([undefined, "the bootstrap did not succeed"]);
});

it("shows what is not run, and knows no story that there is not", () => {
  const names = (choice: object) =>
    storiesOf({ root: ".", to: "two", names: [], ...choice })
      .filter(({ needs }) => !needs)
      .map(({ name }) => name);
  expect(names({})).not.toContain("faults");
  expect(names({ long: true })).toContain("faults");
  expect(names({ names: ["hold"] })).toEqual(["bootstrap", "hold"]);
  expect(names({ names: ["hold"], bootstrapped: true })).toEqual(["hold"]);
  expect(names({ bootstrapped: true })[0]).toBe("push-webhook");
  expect(() => names({ names: ["nothing"] })).toThrow("no story is called nothing");
});
