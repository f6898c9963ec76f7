import { createTwoFilesPatch } from "diff";
import type { Colors } from "../../report/format.ts";
import { list, objectName, plural } from "../../report/wording.ts";
import type { Comparison, ObjectChange } from "../compare.ts";
import type { FieldChange } from "../field-diff.ts";

/** A comparison for a person at a terminal: by Application, what Argo CD would add, change and prune. */
export function formatText(comparison: Comparison, colors: Colors): string {
  const groups = Map.groupBy(comparison.changes, ({ environment, application }) => [environment, application ?? "(no Application)"].join(" / "));
  const sections = [...groups].map(([title, changes]) =>
    [colors.bold(colors.underline(title)), "", ...changes.flatMap((change) => formatChange(change, colors)), ""].join("\n"),
  );
  return [...sections, formatTotals(comparison), ""].join("\n");
}

function formatChange({ kind, object, fields }: ObjectChange, colors: Colors): string[] {
  const marks = { added: colors.green("+ add"), changed: colors.yellow("~ change"), pruned: colors.red("- prune") };
  return [`${marks[kind]} ${colors.bold(objectName(object))}`, ...fields.flatMap((field) => formatField(field, colors))];
}

function formatField({ field, before, after }: FieldChange, colors: Colors): string[] {
  if (isText(before) && isText(after)) return [`    ${field}`, ...linesOf(before, after, colors)];
  const parts = [before === undefined ? "" : colors.red(shown(before)), after === undefined ? "" : colors.green(shown(after))].filter(Boolean);
  const verb = before === undefined ? " added: " : after === undefined ? " removed: " : ": ";
  return [`    ${field}${verb}${parts.join(" -> ")}`];
}

function linesOf(before: string, after: string, colors: Colors): string[] {
  const [, , , , ...lines] = createTwoFilesPatch("", "", before, after, "", "", { context: 1 }).trimEnd().split("\n");
  const paint = (line: string) => (line.startsWith("+") ? colors.green(line) : line.startsWith("-") ? colors.red(line) : colors.dim(line));
  return lines.filter((line) => !line.startsWith("\\")).map((line) => `      ${paint(line)}`);
}

/** Whether a value reads better line by line. */
function isText(value: unknown): value is string {
  return typeof value === "string" && value.trimEnd().includes("\n");
}

/** A value on one line. */
export function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}… (${plural(text.length, "character")})` : text;
}

function formatTotals({ changes, before, after, rendered }: Comparison): string {
  const count = (kind: ObjectChange["kind"]) => changes.filter((change) => change.kind === kind).length;
  const totals = [`${count("added")} added`, `${count("changed")} changed`, `${count("pruned")} pruned`];
  return `${list(totals)} from ${before.snapshot.name} to ${after.snapshot.name}; ${rendered.trees} of ${plural(rendered.all, "tree")} rendered`;
}
