import type { Finding, Severity } from "../finding.ts";
import { matchesGlob } from "../glob.ts";
import { PROFILES, type ProfileName } from "./profiles.ts";

/** How much a rule matters to a repository: a severity of its own, or nothing at all. */
export type Level = Severity | "off";

/** `rules` of gitops.yaml: by the id of a rule, or a glob of ids. */
export type Levels = Readonly<Record<string, Level | { readonly level: Level; readonly reason?: string }>>;

/** One entry of {@link Levels}, and what it did in a run. */
export interface SetLevel {
  /** An id, or a glob of ids. */
  readonly rules: string;
  readonly level: Level;
  readonly reason?: string;
  /** How many findings it changed or took away. */
  readonly findings: number;
}

/** Findings at the levels that a repository gives them, with each entry that gives one: nothing is off in silence. */
export interface Levelled {
  readonly findings: Finding[];
  readonly levels: SetLevel[];
  /** How many findings the profile changed or took away. */
  readonly byProfile: number;
}

/** What a repository says of levels: those that it sets itself, and the profile that holds elsewhere. */
export interface Choice {
  readonly rules: Levels;
  readonly profile: ProfileName;
}

/**
 * Gives findings the levels that a repository sets: by itself, else by the profile that it chose.
 */
export function applyLevels(findings: readonly Finding[], { rules: levels, profile }: Choice): Levelled {
  const [entries, profiled] = [entriesOf(levels), entriesOf(PROFILES[profile].levels)];
  const byPrecision = [...entries.toSorted(mostPrecise), ...profiled.toSorted(mostPrecise)];
  const entryFor = ({ rule }: Finding) => byPrecision.find(({ rules }) => covers(rules, rule));
  const changed = findings.flatMap((finding) => {
    const entry = entryFor(finding);
    return entry && entry.level !== finding.severity ? [entry] : [];
  });
  return {
    findings: findings.flatMap((finding) => {
      const level = entryFor(finding)?.level ?? finding.severity;
      return level === "off" ? [] : [{ ...finding, severity: level }];
    }),
    levels: entries.map((entry) => ({ ...entry, findings: changed.filter((each) => each === entry).length })),
    byProfile: changed.filter((each) => profiled.includes(each)).length,
  };
}

type Entry = Omit<SetLevel, "findings">;

function entriesOf(levels: Levels): Entry[] {
  return Object.entries(levels).map(([rules, said]) => ({ rules, ...(typeof said === "string" ? { level: said } : said) }));
}

function mostPrecise(a: Entry, b: Entry): number {
  return precisionOf(b.rules) - precisionOf(a.rules);
}

/** What the same entries did to several lists of findings. */
export function joinLevels(a: readonly SetLevel[], b: readonly SetLevel[]): SetLevel[] {
  return a.map((entry) => ({ ...entry, findings: entry.findings + (b.find(({ rules }) => rules === entry.rules)?.findings ?? 0) }));
}

/** The entries that no rule is meant by. */
export function uselessLevels(levels: Levels, ids: Iterable<string>): string[] {
  const all = [...ids];
  return Object.keys(levels).filter((rules) => !all.some((id) => covers(rules, id)));
}

/** Whether an id, or a glob of ids, means a rule. */
export function covers(rules: string, id: string): boolean {
  return rules === id || matchesGlob(id, rules);
}

/** An id counts before every glob, a longer glob before a shorter. */
function precisionOf(rules: string): number {
  return /[*?[{]/.test(rules) ? rules.length : Number.POSITIVE_INFINITY;
}
