import { CONFIG_FILE } from "../../config.ts";
import type { Format } from "../format.ts";
import type { Report, Summary } from "../summary.ts";
import {
  chain,
  escapeMarkdown,
  groupTitle,
  list,
  objectName,
  place,
  plural,
  profileInWords,
  type Shared,
  setLevel,
  shareFindings,
  whereabouts,
} from "../wording.ts";

/** GitHub takes 65,536 characters in a comment; this leaves room for what is put around. */
const LIMIT = 60_000;
const MARKS = { error: "🔴", warning: "🟡", info: "🔵" } as const;

/**
 * For a pull request: the verdict, then the findings, folded by application.
 * What would be too long is summed up by rule, with an example each, and says so: nothing is cut in the middle.
 */
const markdown: Format = (report) => {
  const findings = shareFindings(report.findings);
  const head = [`### ${verdict(report.summary)}`, "", work(report.summary), ""];
  const whole = [...head, ...sections(findings)].join("\n");
  return whole.length <= LIMIT ? whole : [...head, ...summedUp(report, findings)].join("\n");
};

export default markdown;

function verdict({ findings: { error, warning, info } }: Summary): string {
  const counts = [error > 0 ? plural(error, "error") : "", warning > 0 ? plural(warning, "warning") : "", info > 0 ? `${info} for information` : ""].filter(
    Boolean,
  );
  return counts.length === 0 ? "✅ Nothing found" : `${error > 0 ? MARKS.error : MARKS.warning} ${list(counts)}`;
}

function work({ objects, trees, environments, alone, policies, excepted, profile, levels, notChecked }: Summary): string {
  const hidden = excepted > 0 ? ` Exceptions hide ${plural(excepted, "finding")}.` : "";
  const chosen = profileInWords(profile)
    .map((each) => ` ${escapeMarkdown(each)}.`)
    .join("");
  const set = levels.map((each) => ` ${CONFIG_FILE} sets ${escapeMarkdown(setLevel(each))}.`).join("");
  const unchecked = notChecked.map((each) => ` Not checked: ${each}.`).join("");
  return `${plural(objects, "object")} in ${plural(trees, "tree")} of ${whereabouts({ environments, alone })} held against their models and ${plural(policies, "policy", "policies")}.${hidden}${chosen}${set}${unchecked}`;
}

function sections(findings: readonly Shared[]): string[] {
  const groups = Map.groupBy(findings, groupTitle);
  return [...groups].flatMap(([title, group]) => [
    `<details open><summary><b>${escapeMarkdown(title)}</b>: ${group.length}</summary>`,
    "",
    ...group.map(item),
    "",
    "</details>",
    "",
  ]);
}

function item(finding: Shared): string {
  const { severity, message, rule, help, object, source } = finding;
  const where = source ? ` \`${place(source)}\`${source.approximate ? " (or near)" : ""}` : "";
  const origin = source && chain(source) ? `<br>${escapeMarkdown(chain(source))}` : "";
  return `- ${MARKS[severity]}${where} **${escapeMarkdown(message)}** (\`${rule}\`)${object ? `<br>${escapeMarkdown(objectName(object))}` : ""}${origin}<br>${escapeMarkdown(help)}`;
}

function summedUp({ findings: all }: Report, findings: readonly Shared[]): string[] {
  const byRule = [...Map.groupBy(findings, (finding) => finding.rule)].sort(([, a], [, b]) => b.length - a.length);
  const rows = byRule.map(([rule, group]) => {
    const [example] = group;
    const environments = list([...new Set(group.flatMap((finding) => finding.environments))].sort());
    return `| ${MARKS[example?.severity ?? "info"]} \`${rule}\` | ${group.length} | ${escapeMarkdown(environments)} | ${example?.source ? `\`${place(example.source)}\` ` : ""}${escapeMarkdown(example?.message ?? "").slice(0, 200)} |`;
  });
  return [
    `${plural(all.length, "finding")} are too many for one comment. By rule, with one example each; the whole list is in the job's log and its SARIF report.`,
    "",
    "| Rule | Findings | Where | For example |",
    "| --- | ---: | --- | --- |",
    ...rows,
    "",
  ];
}
