import { describe, expect, it } from "vitest";
import { handWritten } from "./corpus.ts";
import { MUTATIONS } from "./mutations/index.ts";
import { drawMutants } from "./mutations/mutation.ts";
import { tally, verdictOf } from "./verdict.ts";

const corpus = handWritten();
const mutants = drawMutants(corpus, MUTATIONS, "seed", 1);

describe("the mutations", () => {
  it("have names of their own", () => {
    expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length);
  });

  it("each change at least one object of the corpus", () => {
    const used = new Set(mutants.map(({ mutation }) => mutation));
    expect(MUTATIONS.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
  });

  it("leave the corpus itself alone", () => {
    expect(corpus).toEqual(handWritten());
  });

  it("give the same mutants for the same seed, and others for another", () => {
    expect(drawMutants(corpus, MUTATIONS, "seed", 1)).toEqual(mutants);
    expect(drawMutants(corpus, MUTATIONS, "other", 1)).not.toEqual(mutants);
  });
});

describe("a verdict", () => {
  it.each([
    [true, true, "accepted"],
    [true, false, "false alarm"],
    [false, true, "missed"],
    [false, false, "caught"],
  ] as const)("server accepts %s, we accept %s: %s", (server, we, verdict) => {
    expect(verdictOf(server, we)).toBe(verdict);
  });

  it("is counted against what the API server says", () => {
    expect(tally(["caught", "caught", "caught", "missed", "accepted", "false alarm"])).toMatchObject({
      refused: 4,
      caughtPercent: 75,
      accepted: 2,
      falseAlarms: 1,
    });
  });
});
