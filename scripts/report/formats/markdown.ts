import { CONFIG_FILE } from "../../config.ts";
import type { Finding } from "../../finding.ts";
import { escapeMarkdown } from "../escape.ts";
import type { Format } from "../format.ts";
import { findingsMarkdown, MARKS } from "../markdown-list.ts";
import { shareFindings } from "../shared.ts";
import { countFindings, type Summary } from "../summary.ts";
import { clip, list, plural, profileInWords, setLevel, whereabouts } from "../wording.ts";

/** GitHub takes 65,536 characters in a comment; this leaves room for what is put around. */
const LIMIT = 60_000;

/**
 * For a pull request: the verdict, then the findings, folded by application.
 * What would be too long is summed up by rule, with an example each, and says so: nothing is cut in the middle.
 */
const markdown: Format = ({ summary, findings, rules }) => {
  const head = [`### ${verdict(findings)}`, "", work(summary), ""].join("\n");
  return `${head}\n${findingsMarkdown(findings, LIMIT - head.length, { rules })}`;
};

export default markdown;

/** What came of it, in a few words. */
export function verdict(findings: readonly Finding[]): string {
  const { error, warning, info } = countFindings(shareFindings(findings));
  const counts = [error > 0 ? plural(error, "error") : "", warning > 0 ? plural(warning, "warning") : "", info > 0 ? `${info} for information` : ""].filter(
    Boolean,
  );
  return counts.length === 0 ? "✅ Nothing found" : `${error > 0 ? MARKS.error : MARKS.warning} ${list(counts)}`;
}

/** Of a long report, so much of what was set and not checked. */
const MOST = 12;
const WIDEST = 300;

function some<T>(items: readonly T[]): readonly T[] {
  return items.slice(0, MOST);
}

/** What was done, and what was not. */
export function work({ objects, trees, environments, alone, policies, excepted, profile, levels, remote, notChecked }: Summary): string {
  const hidden = excepted > 0 ? ` Exceptions hide ${plural(excepted, "finding")}.` : "";
  const chosen = profileInWords(profile)
    .map((each) => ` ${escapeMarkdown(each)}.`)
    .join("");
  const set = some(levels)
    .map((each) => ` ${CONFIG_FILE} sets ${escapeMarkdown(clip(setLevel(each), WIDEST))}.`)
    .join("");
  const outside = some(remote)
    .map((each) => ` From outside: ${escapeMarkdown(clip(each, WIDEST))}.`)
    .join("");
  const unchecked = some(notChecked)
    .map((each) => ` Not checked: ${clip(each, WIDEST)}.`)
    .join("");
  const more = [levels.length, remote.length, notChecked.length].reduce((sum, length) => sum + Math.max(0, length - MOST), 0);
  const rest = more > 0 ? ` And ${more} more of these.` : "";
  return `${plural(objects, "object")} in ${plural(trees, "tree")} of ${whereabouts({ environments, alone })} held against their models and ${plural(policies, "policy", "policies")}.${hidden}${chosen}${set}${outside}${unchecked}${rest}`;
}
