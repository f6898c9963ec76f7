import type { Severity } from "../../finding.ts";
import type { Format } from "../format.ts";
import { type Shared, shareFindings } from "../shared.ts";
import { named, objectName } from "../wording.ts";

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** GitHub shows so many of each kind of a step, and drops the rest unseen. https://docs.github.com/actions/reference/limits#annotation-limits */
const MOST = 10;

/** Annotations on the lines of a pull request. https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
const github: Format = ({ findings, known }) => {
  const shared = shareFindings(findings.filter((finding) => !known?.has(finding)));
  return [...Map.groupBy(shared, ({ severity }) => severity)].flatMap(([severity, group]) => annotations(severity, group)).join("");
};

function annotations(severity: Severity, group: readonly Shared[]): string[] {
  if (group.length <= MOST) return group.map(annotation);
  const folded = group.slice(MOST - 1);
  const rules = [...Map.groupBy(folded, ({ rule }) => rule)].map(([rule, { length }]) => `${length} of ${rule}`);
  const text = `${folded.length} more, which the report has: ${named(rules, "rules")}`;
  return [...group.slice(0, MOST - 1).map(annotation), `::${COMMANDS[severity]} title=and more::${escapeData(text)}\n`];
}

function annotation({ severity, rule, message, also, help, object, environments, source }: Shared): string {
  const properties = { ...(source ? { file: source.file, line: source.line, col: source.column } : {}), title: rule };
  const about = [named(environments, "environments"), object && objectName(object)].filter(Boolean).join(" / ");
  const pairs = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const said = [message, ...also].join("; ");
  return `::${COMMANDS[severity]} ${pairs.join(",")}::${escapeData([about ? `${about}: ${said}` : said, help].join("\n"))}\n`;
}

export default github;

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
