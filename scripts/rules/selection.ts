import { didYouMean } from "../did-you-mean.ts";
import { UserError } from "../errors.ts";
import type { Finding } from "../finding.ts";
import { covers } from "./levels.ts";

/** Which rules a run is about, by their ids or globs of ids. */
export interface Selection {
  /** These, and what could not be read or rendered: without that nobody knows what they would have found. */
  readonly only?: readonly string[];
  /** Not these. */
  readonly skip?: readonly string[];
}

const TROUBLES = "input/";

/**
 * The findings of the selected rules.
 * @param ids of all rules there are
 * @returns with what was left out, a sentence each
 * @throws UserError for an entry that no rule is meant by
 */
export function select(findings: readonly Finding[], { only = [], skip = [] }: Selection, ids: readonly string[]): { findings: Finding[]; left: string[] } {
  refuseUseless([...only, ...skip], ids);
  const isOff = (id: string) =>
    skip.some((rules) => covers(rules, id)) || (only.length > 0 && !id.startsWith(TROUBLES) && !only.some((rules) => covers(rules, id)));
  const off = ids.filter(isOff).length;
  if (off === 0) return { findings: [...findings], left: [] };
  const kept = findings.filter(({ rule }) => !isOff(rule));
  const asked = [only.length > 0 ? `--only ${only.join(" ")}` : "", skip.length > 0 ? `--skip ${skip.join(" ")}` : ""].filter(Boolean).join(" ");
  return { findings: kept, left: [`${off} of ${ids.length} rules, by ${asked} (${findings.length - kept.length} findings not shown)`] };
}

function refuseUseless(entries: readonly string[], ids: readonly string[]): void {
  const useless = entries.find((rules) => !ids.some((id) => covers(rules, id)));
  if (useless === undefined) return;
  const meant = didYouMean(useless, ids);
  throw new UserError(`no rule is called ${useless}${meant ? `, did you mean "${meant}"?` : ""}; \`rules\` lists the ids`);
}
