import { CONFIG_FILE } from "../../config.ts";
import type { Format } from "../format.ts";
import { findingsMarkdown, MARKS } from "../markdown-list.ts";
import type { Summary } from "../summary.ts";
import { escapeMarkdown, list, plural, profileInWords, setLevel, whereabouts } from "../wording.ts";

/** GitHub takes 65,536 characters in a comment; this leaves room for what is put around. */
const LIMIT = 60_000;

/**
 * For a pull request: the verdict, then the findings, folded by application.
 * What would be too long is summed up by rule, with an example each, and says so: nothing is cut in the middle.
 */
const markdown: Format = ({ summary, findings, rules }) => {
  const head = [`### ${verdict(summary)}`, "", work(summary), ""].join("\n");
  return `${head}\n${findingsMarkdown(findings, LIMIT - head.length, { rules })}`;
};

export default markdown;

/** What came of it, in a few words. */
export function verdict({ findings: { error, warning, info } }: Summary): string {
  const counts = [error > 0 ? plural(error, "error") : "", warning > 0 ? plural(warning, "warning") : "", info > 0 ? `${info} for information` : ""].filter(
    Boolean,
  );
  return counts.length === 0 ? "✅ Nothing found" : `${error > 0 ? MARKS.error : MARKS.warning} ${list(counts)}`;
}

/** What was done, and what was not. */
export function work({ objects, trees, environments, alone, policies, excepted, profile, levels, notChecked }: Summary): string {
  const hidden = excepted > 0 ? ` Exceptions hide ${plural(excepted, "finding")}.` : "";
  const chosen = profileInWords(profile)
    .map((each) => ` ${escapeMarkdown(each)}.`)
    .join("");
  const set = levels.map((each) => ` ${CONFIG_FILE} sets ${escapeMarkdown(setLevel(each))}.`).join("");
  const unchecked = notChecked.map((each) => ` Not checked: ${each}.`).join("");
  return `${plural(objects, "object")} in ${plural(trees, "tree")} of ${whereabouts({ environments, alone })} held against their models and ${plural(policies, "policy", "policies")}.${hidden}${chosen}${set}${unchecked}`;
}
