import type { FieldChange } from "../../render/field-diff.ts";
import { visible } from "../../report/escape.ts";
import type { Colors } from "../../report/format.ts";
import { list, objectName } from "../../report/wording.ts";
import type { ObjectChange } from "../compare.ts";
import { byApplication, isTextChange, patchLines, shown, totals } from "../describe.ts";
import type { DiffFormat } from "../format.ts";

/** For a person at a terminal: by Application, what Argo CD would add, change, prune and restart. */
const text: DiffFormat = (comparison, colors) => {
  const sections = [...byApplication(comparison.changes)].map(([title, changes]) =>
    [colors.bold(colors.underline(title)), "", ...changes.flatMap((change) => formatChange(change, colors)), ""].join("\n"),
  );
  return [...sections, totals(comparison), ""].join("\n");
};

export default text;

function formatChange({ kind, object, fields, restarts }: ObjectChange, colors: Colors): string[] {
  const marks = { added: colors.green("+ add"), changed: colors.yellow("~ change"), pruned: colors.red("- prune") };
  const restarted = restarts.length > 0 ? [`    restarts ${list(restarts.map(objectName))}`] : [];
  return [`${marks[kind]} ${colors.bold(objectName(object))}`, ...fields.flatMap((field) => formatField(field, colors)), ...restarted];
}

function formatField(change: FieldChange, colors: Colors): string[] {
  const { field, before, after } = change;
  if (isTextChange(change)) return [`    ${field}`, ...patchLines(change).map((line) => `      ${paint(visible(line), colors)}`)];
  const parts = [before === undefined ? "" : colors.red(shown(before)), after === undefined ? "" : colors.green(shown(after))].filter(Boolean);
  const verb = before === undefined ? " added: " : after === undefined ? " removed: " : ": ";
  return [`    ${field}${verb}${parts.join(" -> ")}`];
}

function paint(line: string, colors: Colors): string {
  return line.startsWith("+") ? colors.green(line) : line.startsWith("-") ? colors.red(line) : colors.dim(line);
}
