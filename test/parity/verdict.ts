import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { fieldToPointer, type Outcome } from "../../scripts/cluster/outcome.ts";
import type { Violation } from "../../scripts/model/violation.ts";
import type { Mutant } from "./mutations/mutation.ts";
import { isValid } from "./oracle.ts";

/** How two judges of one mutant agree: both refuse, both accept, only the API server refuses, only ours does. */
export type Verdict = "caught" | "accepted" | "missed" | "false alarm";

/** One mutant before both judges. */
export interface Trial {
  mutant: Mutant;
  verdict: Verdict;
  outcome: Outcome;
  violations: readonly Violation[];
  /** For a caught one: whether ours points at a field that the API server names, or into it; undefined where it names none. */
  samePlace?: boolean;
  /** Why a disagreement is let stand. */
  known?: string;
}

/** A disagreement that stays, with its reason. */
interface Known {
  mutation: string;
  kind?: string;
  path?: string;
  verdict: "missed" | "false alarm";
  reason: string;
}

/** The listed disagreements. */
const KNOWN = parse(readFileSync(join(import.meta.dirname, "known-disagreements.yaml"), "utf8")) as Known[];

export function verdictOf(serverAccepts: boolean, weAccept: boolean): Verdict {
  if (serverAccepts) return weAccept ? "accepted" : "false alarm";
  return weAccept ? "missed" : "caught";
}

export function trialOf(mutant: Mutant, outcome: Outcome, violations: readonly Violation[]): Trial {
  const verdict = verdictOf(isValid(outcome), violations.length === 0);
  const known = KNOWN.find((entry) => entry.verdict === verdict && matches(entry, mutant))?.reason;
  const places = outcome.causes.map(({ field }) => fieldToPointer(field)).filter((pointer) => pointer !== "");
  const compared = verdict === "caught" && places.length > 0;
  return {
    mutant,
    verdict,
    outcome,
    violations,
    ...(compared ? { samePlace: violations.some(({ path }) => places.some((place) => path === place || path.startsWith(`${place}/`))) } : {}),
    ...(known === undefined ? {} : { known }),
  };
}

function matches({ mutation, kind, path }: Known, mutant: Mutant): boolean {
  const whole = (pattern: string | undefined, text: string) => pattern === undefined || new RegExp(`^(?:${pattern})$`).test(text);
  return whole(mutation, mutant.mutation) && whole(kind, mutant.kind) && whole(path, mutant.path);
}

/** Reasons of listed disagreements that no trial shows any more: they have been mended and are to be struck off the list. */
export function outdated(trials: readonly Trial[]): string[] {
  const shown = new Set(trials.map(({ known }) => known));
  return KNOWN.map(({ reason }) => reason).filter((reason) => !shown.has(reason));
}

/** Shares of a list of trials, as whole counts and as percentages of what the API server refuses and accepts. */
export function tally(verdicts: readonly Verdict[]) {
  const count = (verdict: Verdict) => verdicts.filter((each) => each === verdict).length;
  const caught = count("caught");
  const missed = count("missed");
  const falseAlarms = count("false alarm");
  const refused = caught + missed;
  const accepted = count("accepted") + falseAlarms;
  return { trials: verdicts.length, refused, caught, missed, accepted, falseAlarms, caughtPercent: refused === 0 ? 100 : (100 * caught) / refused };
}
