import { matchesGlob } from "node:path";
import type { Finding, RuleId, Severity } from "../finding.ts";

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
}

/** Gives findings the levels that a repository sets. */
export function applyLevels(findings: readonly Finding[], levels: Levels): Levelled {
  const entries = Object.entries(levels).map(([rules, said]) => ({ rules, ...(typeof said === "string" ? { level: said } : said) }));
  const byPrecision = [...entries].sort((a, b) => precisionOf(b.rules) - precisionOf(a.rules));
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
  };
}

/** What the same entries did to several lists of findings. */
export function joinLevels(a: readonly SetLevel[], b: readonly SetLevel[]): SetLevel[] {
  return a.map((entry) => ({ ...entry, findings: entry.findings + (b.find(({ rules }) => rules === entry.rules)?.findings ?? 0) }));
}

/** The entries that no rule is meant by. */
export function uselessLevels(levels: Levels, ids: Iterable<RuleId>): string[] {
  const all = [...ids];
  return Object.keys(levels).filter((rules) => !all.some((id) => covers(rules, id)));
}

function covers(rules: string, id: RuleId): boolean {
  return rules === id || matchesGlob(id, rules);
}

/** An id counts before every glob, a longer glob before a shorter. */
function precisionOf(rules: string): number {
  return /[*?[{]/.test(rules) ? rules.length : Number.POSITIVE_INFINITY;
}
