import type { Finding, Source } from "../finding.ts";
import { helpUri } from "../rules/pages.ts";
import type { Rule } from "../rules/rule.ts";
import { MANIFEST } from "../toolchain.ts";
import { code, escapeMarkdown } from "./escape.ts";
import { fitting } from "./fitting.ts";
import { groupTitle, type Shared, shareFindings } from "./shared.ts";
import { chain, clip, named, objectName, place, plural } from "./wording.ts";

export const MARKS = { error: "🔴", warning: "🟡", info: "🔵" } as const;

/** Where a list of findings leads to. */
export interface Links {
  /** Where a line of a file is browsed; undefined where that is not known. */
  readonly line?: ((source: Source) => string | undefined) | undefined;
  readonly rules?: ReadonlyMap<string, Rule> | undefined;
}

/** Findings as Markdown, folded by application; what is longer than the limit is summed up by rule, with an example each: nothing is cut in the middle. */
export function findingsMarkdown(all: readonly Finding[], limit: number, links: Links = {}): string {
  const findings = shareFindings(all);
  const whole = sections(findings, links).join("\n");
  return whole.length <= limit ? whole : summedUp(findings, limit);
}

function sections(findings: readonly Shared[], links: Links): string[] {
  return [...Map.groupBy(findings, groupTitle)].flatMap(([title, group]) => [
    `<details open><summary><b>${escapeMarkdown(title)}</b>: ${group.length}</summary>`,
    "",
    ...group.map((finding) => item(finding, links)),
    "",
    "</details>",
    "",
  ]);
}

function item(finding: Shared, { line, rules }: Links): string {
  const { severity, message, also, rule, help, object, source } = finding;
  const beside = also.length > 0 ? `<br>The same place: ${escapeMarkdown(named(also, "messages more"))}` : "";
  const url = source && line?.(source);
  const at = source && (url ? `[${code(place(source))}](${url})` : code(place(source)));
  const where = source ? ` ${at}${source.approximate ? " (or near)" : ""}` : "";
  const page = rules?.get(rule);
  const uri = page && helpUri(page, MANIFEST.homepage);
  const origin = source && chain(source) ? `<br>${escapeMarkdown(chain(source))}` : "";
  const name = uri ? `[\`${rule}\`](${uri})` : `\`${rule}\``;
  return `- ${MARKS[severity]}${where} **${escapeMarkdown(message)}** (${name})${beside}${object ? `<br>${escapeMarkdown(objectName(object))}` : ""}${origin}<br>${escapeMarkdown(help)}`;
}

function summedUp(findings: readonly Shared[], limit: number): string {
  const byRule = [...Map.groupBy(findings, (finding) => finding.rule)].sort(([, a], [, b]) => b.length - a.length);
  const rows = byRule.map(([rule, group]) => {
    const [example] = group as [Shared];
    const environments = named([...new Set(group.flatMap((finding) => finding.environments))].sort(), "environments");
    const where = example.source ? `${code(place(example.source)).replaceAll("|", "\\|")} ` : "";
    return `| ${MARKS[example.severity]} \`${rule}\` | ${group.length} | ${escapeMarkdown(environments)} | ${where}${escapeMarkdown(clip(example.message, 150))} |`;
  });
  const head = [
    `${plural(findings.length, "finding")} are too many for one comment. By rule, with one example each; the whole list is in the job's log and its SARIF report.`,
    "",
    "| Rule | Findings | Where | For example |",
    "| --- | ---: | --- | --- |",
  ];
  const shown = fitting(rows, limit - head.join("\n").length - 100, (row) => row.length + 1);
  const more = rows.length > shown.length ? [`| and ${plural(rows.length - shown.length, "more rule")} | | | |`] : [];
  return [...head, ...shown, ...more, ""].join("\n");
}
