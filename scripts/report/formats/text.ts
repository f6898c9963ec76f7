import { CONFIG_FILE } from "../../config.ts";
import type { Severity } from "../../finding.ts";
import type { Redactor } from "../../redactor.ts";
import { type Excerpt, excerptOf } from "../excerpt.ts";
import type { Colors, Context, Format } from "../format.ts";
import type { Summary } from "../summary.ts";
import { chain, groupTitle, objectName, place, plural, profileInWords, type Shared, setLevel, shareFindings, whereabouts } from "../wording.ts";

/** More findings than this are said in a line each: nobody scrolls through a thousand excerpts. */
const LONG = 100;

/**
 * For a person at a terminal: findings grouped by environment and application, then what was done.
 * The first line of each is the one that compilers print, "file:line:column: severity: message", for editors to follow.
 */
const text: Format = ({ summary, findings, redactor }, context) => {
  const { bold, underline } = context.colors;
  const shared = shareFindings(findings);
  const isLong = shared.length > LONG;
  const groups = Map.groupBy(shared, groupTitle);
  const format = (finding: Shared) => (isLong ? firstLine(finding, context.colors) : formatFinding(finding, context, redactor));
  const sections = [...groups].map(([title, group]) => [bold(underline(title)), "", ...group.map(format), ...(isLong ? [""] : [])].join("\n"));
  return [...sections, ...(isLong ? countByRule(shared, context.colors) : []), formatSummary(summary, context.colors), ""].join("\n");
};

export default text;

function formatFinding(finding: Shared, { root, colors }: Context, redactor: Redactor | undefined): string {
  const { source, severity, object, path, help } = finding;
  const excerpt = excerptOf(root, finding, redactor);
  const about = [object && objectName(object), path].filter(Boolean).join("  ");
  const origin = source ? chain(source) : "";
  return [
    firstLine(finding, colors),
    ...(about ? [`  ${colors.dim(about)}`] : []),
    ...(excerpt ? formatExcerpt(excerpt, severity, colors) : []),
    ...(source?.approximate ? [`  ${colors.dim("the very line is not known: this is where the object comes from")}`] : []),
    ...(origin ? [`  ${colors.dim(origin)}`] : []),
    `  ${help}`,
    "",
  ].join("\n");
}

function firstLine({ source, severity, message, rule }: Shared, colors: Colors): string {
  return `${source ? `${colors.cyan(place(source))}: ` : ""}${colorOf(severity, colors)(severity)}: ${colors.bold(message)} ${colors.dim(`[${rule}]`)}`;
}

/** What there is most of comes last, where the eye is. */
function countByRule(findings: readonly Shared[], colors: Colors): string[] {
  const rules = [...Map.groupBy(findings, ({ rule }) => rule)].sort(([, a], [, b]) => a.length - b.length);
  const rows = rules.map(([rule, group]) => `${String(group.length).padStart(6)}  ${colorOf((group[0] as Shared).severity, colors)(rule)}`);
  return [...rows, "", `${findings.length} findings are shown short; --format html --output <file> shows each with its lines and what to do about it`];
}

function formatExcerpt({ before, line, column }: Excerpt, severity: Severity, colors: Colors): string[] {
  const width = String(line.number).length;
  const row = (number: string, content: string) => `  ${colors.dim(`${number.padStart(width)} |`)} ${content}`;
  return [
    ...(before ? [row(String(before.number), colors.dim(before.text))] : []),
    row(String(line.number), line.text),
    row("", `${" ".repeat(Math.max(0, column - 1))}${colorOf(severity, colors)("^")}`),
  ];
}

function colorOf(severity: Severity, colors: Colors): (text: string) => string {
  return { error: colors.red, warning: colors.yellow, info: colors.blue }[severity];
}

function formatSummary(summary: Summary, colors: Colors): string {
  const { error, warning, info } = summary.findings;
  const verdict = error > 0 ? colors.red(plural(error, "error")) : colors.green("no errors");
  const counts = [verdict, warning > 0 ? colors.yellow(plural(warning, "warning")) : "", info > 0 ? colors.blue(`${info} for your information`) : ""];
  const work = `${plural(summary.objects, "object")} in ${plural(summary.trees, "tree")} of ${whereabouts(summary)}, ${plural(summary.policies, "policy", "policies")}`;
  const hidden = summary.excepted > 0 ? `; exceptions hide ${plural(summary.excepted, "finding")}` : "";
  return [
    `${counts.filter(Boolean).join(", ")}: ${work}${hidden}, in ${(summary.milliseconds / 1000).toFixed(2)} s`,
    ...(summary.kustomize ? [colors.dim(formatProgram(summary.kustomize))] : []),
    ...profileInWords(summary.profile),
    ...summary.levels.map((each) => `${CONFIG_FILE} sets ${setLevel(each)}`),
    ...summary.notChecked.map((each) => colors.dim(`not checked: ${each}`)),
  ].join("\n");
}

function formatProgram({ program, version, argocd, bundled }: NonNullable<Summary["kustomize"]>): string {
  if (bundled === version) return `rendered by ${program} ${version}, as Argo CD ${argocd} bundles`;
  return `rendered by ${program} ${version}; ${bundled ? `Argo CD ${argocd} bundles ${bundled}` : `what Argo CD ${argocd} bundles is not known`}`;
}
