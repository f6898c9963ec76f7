import type { Severity } from "../finding.ts";
import type { Colors } from "./format.ts";
import { groupTitle, type Shared } from "./shared.ts";
import { clip, place, plural } from "./wording.ts";

/** What a terminal is wide. */
const WIDTH = 80;

/** How many rules and places are named: with what is said around them they fill a screen. */
const RULES = 5;
const PLACES = 4;

const ORDER: readonly Severity[] = ["error", "warning", "info"];
const COLORS = { error: "red", warning: "yellow", info: "blue" } as const;

/** A long report on one screen: which rules are broken most, each with the place where it shows most, and where most is wrong. */
export function digestOf(findings: readonly Shared[], colors: Colors): string[] {
  const rules = [...Map.groupBy(findings, ({ rule }) => rule).values()].sort(worstFirst);
  const places = [...Map.groupBy(findings, groupTitle)].sort(([, a], [, b]) => b.length - a.length);
  const [more, elsewhere] = [rules.slice(RULES), places.slice(PLACES)];
  return [
    colors.bold("The worst, by rule, each with one place of it"),
    "",
    ...rules.slice(0, RULES).flatMap((group) => ruleLines(group, colors)),
    ...rest(more, "rule"),
    "",
    colors.bold("Where there is most"),
    "",
    ...places.slice(0, PLACES).map(([title, group]) => `${counted(group)}  ${clip(title, WIDTH - 8)}`),
    ...rest(
      elsewhere.map(([, group]) => group),
      "place",
    ),
    "",
  ];
}

function ruleLines(group: readonly Shared[], colors: Colors): string[] {
  const [worst] = [...group].sort((a, b) => b.findings.length - a.findings.length) as [Shared];
  const title = `${counted(group)}  ${colors[COLORS[worst.severity]](`${worst.severity} ${worst.rule}`)}`;
  // A place is not cut: it is there to be followed.
  return [title, `        ${clip(worst.message, WIDTH - 8)}`, ...(worst.source ? [`        ${colors.dim(place(worst.source))}`] : [])];
}

/** Errors before warnings, and of each what there is most of. */
function worstFirst(a: readonly Shared[], b: readonly Shared[]): number {
  const rank = (group: readonly Shared[]) => Math.min(...group.map(({ severity }) => ORDER.indexOf(severity)));
  return rank(a) - rank(b) || b.length - a.length;
}

function rest(groups: readonly (readonly Shared[])[], what: string): string[] {
  if (groups.length === 0) return [];
  return [`${counted(groups.flat())}  of ${plural(groups.length, `more ${what}`)}`];
}

function counted({ length }: readonly Shared[]): string {
  return String(length).padStart(6);
}
