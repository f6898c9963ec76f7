import { CONFIG_FILE } from "../../config.ts";
import type { Severity } from "../../finding.ts";
import type { Redactor } from "../../redactor.ts";
import { digestOf } from "../digest.ts";
import { visible } from "../escape.ts";
import { type Excerpt, excerptOf } from "../excerpt.ts";
import type { Colors, Context, Format } from "../format.ts";
import { groupTitle, type Shared, shareFindings } from "../shared.ts";
import { countFindings, type Summary } from "../summary.ts";
import { chain, clip, named, objectName, place, plural, profileInWords, setLevel, whereabouts } from "../wording.ts";

/** More findings than this are summed up, on a screen: nobody scrolls through a thousand excerpts. */
const LONG = 30;

/** Of a long report, so many lines of each kind of what else there is to say. */
const MOST = 3;

/**
 * For a person at a terminal: findings grouped by environment and application, then what was done.
 * The first line of each is the one that compilers print, "file:line:column: severity: message", for editors to follow.
 */
const text: Format = ({ summary, findings, redactor }, context) => {
  const { bold, underline } = context.colors;
  const shared = shareFindings(findings);
  const isLong = shared.length > LONG && !context.all;
  const groups = Map.groupBy(shared, groupTitle);
  const section = ([title, group]: [string, Shared[]]) =>
    [bold(underline(title)), "", ...group.map((finding) => formatFinding(finding, context, redactor))].join("\n");
  const body = isLong ? [...digestOf(shared, context.colors), SEE_ALL, ""] : [...groups].map(section);
  return [...body, formatSummary(summary, shared, context.colors, isLong), ""].join("\n");
};

const SEE_ALL = "--all shows each with its lines and what to do; so does --format html -o FILE";

export default text;

function formatFinding(finding: Shared, { root, colors }: Context, redactor: Redactor | undefined): string {
  const { source, severity, object, path, help, also } = finding;
  const excerpt = excerptOf(root, finding, redactor);
  const about = [object && objectName(object), path].filter(Boolean).join("  ");
  const origin = source ? chain(source) : "";
  return [
    firstLine(finding, colors),
    ...(about ? [`  ${colors.dim(visible(about))}`] : []),
    ...(excerpt ? formatExcerpt(excerpt, severity, colors) : []),
    ...(source?.approximate ? [`  ${colors.dim("the very line is not known: this is where the object comes from")}`] : []),
    ...(origin ? [`  ${colors.dim(origin)}`] : []),
    ...(also.length > 0 ? [`  the same place: ${named(also, "messages more")}`] : []),
    `  ${help}`,
    "",
  ].join("\n");
}

function firstLine({ source, severity, message, rule }: Shared, colors: Colors): string {
  return `${source ? `${colors.cyan(visible(place(source)))}: ` : ""}${colorOf(severity, colors)(severity)}: ${colors.bold(visible(message))} ${colors.dim(`[${rule}]`)}`;
}

function formatExcerpt({ before, line, column }: Excerpt, severity: Severity, colors: Colors): string[] {
  const width = String(line.number).length;
  const row = (number: string, content: string) => `  ${colors.dim(`${number.padStart(width)} |`)} ${content}`;
  return [
    ...(before ? [row(String(before.number), colors.dim(visible(before.text)))] : []),
    row(String(line.number), visible(line.text)),
    row("", `${" ".repeat(Math.max(0, column - 1))}${colorOf(severity, colors)("^")}`),
  ];
}

function colorOf(severity: Severity, colors: Colors): (text: string) => string {
  return { error: colors.red, warning: colors.yellow, info: colors.blue }[severity];
}

function formatSummary(summary: Summary, shared: readonly Shared[], colors: Colors, isLong: boolean): string {
  const { error, warning, info } = countFindings(shared);
  const all = shared.reduce((sum, { findings }) => sum + findings.length, 0);
  const some = (lines: readonly string[]) =>
    isLong ? [...lines.slice(0, MOST).map((line) => clip(line, 160)), ...(lines.length > MOST ? [`and ${lines.length - MOST} more like it`] : [])] : lines;
  const verdict = error > 0 ? colors.red(plural(error, "error")) : colors.green("no errors");
  const counts = [verdict, warning > 0 ? colors.yellow(plural(warning, "warning")) : "", info > 0 ? colors.blue(`${info} for your information`) : ""];
  const reach = all > shared.length ? ` (${all} with what else the same lines reach)` : "";
  const work = `${plural(summary.objects, "object")} in ${plural(summary.trees, "tree")} of ${whereabouts(summary)}, ${plural(summary.policies, "policy", "policies")}`;
  const hidden = summary.excepted > 0 ? `; exceptions hide ${plural(summary.excepted, "finding")}` : "";
  return [
    `${counts.filter(Boolean).join(", ")}${reach}: ${work}${hidden}, in ${(summary.milliseconds / 1000).toFixed(2)} s`,
    ...(summary.kustomize ? [colors.dim(formatProgram(summary.kustomize))] : []),
    ...profileInWords(summary.profile),
    ...some(summary.levels.map((each) => `${CONFIG_FILE} sets ${setLevel(each)}`)),
    ...some(summary.remote.map((each) => `from outside: ${each}`)).map(colors.dim),
    ...some(summary.notChecked.map((each) => `not checked: ${each}`)).map(colors.dim),
  ].join("\n");
}

function formatProgram({ program, version, argocd, bundled }: NonNullable<Summary["kustomize"]>): string {
  if (bundled === version) return `rendered by ${program} ${version}, as Argo CD ${argocd} bundles`;
  return `rendered by ${program} ${version}; ${bundled ? `Argo CD ${argocd} bundles ${bundled}` : `what Argo CD ${argocd} bundles is not known`}`;
}
