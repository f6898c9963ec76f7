import type picocolors from "picocolors";
import type { Finding, ObjectRef, Severity } from "../finding.ts";
import type { Report, Summary } from "./summary.ts";

/** Colours, or their absence. */
export type Colors = ReturnType<typeof picocolors.createColors>;

/** The report for a person at a terminal: findings grouped by environment and application, then one summary line. */
export function formatText({ summary, findings }: Report, colors: Colors): string {
  const groups = Map.groupBy(findings, (finding) => [finding.environment ?? "repository", finding.application].filter(Boolean).join(" / "));
  const sections = [...groups].map(([title, group]) =>
    [colors.bold(colors.underline(title)), "", ...group.map((finding) => formatFinding(finding, colors))].join("\n"),
  );
  return [...sections, formatSummary(summary, colors), ""].join("\n");
}

function formatFinding(finding: Finding, colors: Colors): string {
  const where = [finding.source && `${finding.source.file}:${finding.source.line}:${finding.source.column}`, finding.object && nameOf(finding.object)]
    .filter(Boolean)
    .join("  ");
  return [
    `${severityColor(finding.severity, colors)(finding.severity)}  ${finding.message}  ${colors.dim(finding.rule)}`,
    ...(where ? [`  ${colors.cyan(where)}`] : []),
    ...(finding.path ? [`  ${colors.dim(`at ${finding.path}`)}`] : []),
    `  ${finding.help}`,
    "",
  ].join("\n");
}

function nameOf(object: ObjectRef): string {
  return `${object.kind} ${[object.namespace, object.name].filter(Boolean).join("/")}`;
}

function severityColor(severity: Severity, colors: Colors): (text: string) => string {
  return { error: colors.red, warning: colors.yellow, info: colors.blue }[severity];
}

function formatSummary(summary: Summary, colors: Colors): string {
  const { error, warning, info } = summary.findings;
  const verdict = error > 0 ? colors.red(plural(error, "error")) : colors.green("no errors");
  const counts = [verdict, warning > 0 ? colors.yellow(plural(warning, "warning")) : "", info > 0 ? colors.blue(`${info} for your information`) : ""]
    .filter(Boolean)
    .join(", ");
  const work = `${plural(summary.objects, "object")} in ${plural(summary.trees, "tree")} of ${list(summary.environments)}, ${plural(summary.policies, "policy", "policies")}`;
  const hidden = summary.excepted > 0 ? `; ${plural(summary.excepted, "finding")} hidden by exceptions` : "";
  const lines = [`${counts}: ${work}${hidden}, in ${(summary.milliseconds / 1000).toFixed(2)} s`];
  if (summary.kustomize) lines.push(colors.dim(formatProgram(summary.kustomize)));
  for (const each of summary.notChecked) lines.push(colors.dim(`not checked: ${each}`));
  return lines.join("\n");
}

function formatProgram({ program, version, argocd, bundled }: NonNullable<Summary["kustomize"]>): string {
  const comparison = !bundled
    ? `what Argo CD ${argocd} bundles is not known`
    : bundled === version
      ? `as Argo CD ${argocd} bundles`
      : `Argo CD ${argocd} bundles ${bundled}`;
  return `rendered by ${program} ${version} (${comparison})`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
