import { escapeMarkdown, list, objectName, plural } from "../../report/wording.ts";
import type { Comparison, ObjectChange } from "../compare.ts";
import { byApplication, countChanges, patchLines, totals } from "../describe.ts";
import type { DiffFormat } from "../format.ts";

/** GitHub takes 65,536 characters in a comment; this leaves room for what is put around. */
export const LIMIT = 60_000;
const MARKS = { added: "➕", changed: "✏️", pruned: "🗑️" } as const;

/** For a pull request: what each Application would do as a table, then every field, folded. What would be too long leaves the fields out, whole and not by halves, and says so. */
const markdown: DiffFormat = (comparison) => markdownWithin(comparison, LIMIT);

export default markdown;

/** The same for a comment that holds more than this: at most so many characters, down to a sentence. */
export function markdownWithin(comparison: Comparison, limit: number): string {
  const groups = byApplication(comparison.changes);
  const head = [`### ${escapeMarkdown(totals(comparison))}`, "", ...(groups.size > 0 ? table(groups) : [])];
  const variants = [
    [...groups].flatMap(([title, changes]) => section(title, changes, withFields)),
    [tooLong("fields"), ...[...groups].flatMap(([title, changes]) => section(title, changes, withoutFields))],
    [tooLong("objects")],
  ].map((body) => [...head, ...body].join("\n"));
  return variants.find((text) => text.length <= limit) ?? [`### ${escapeMarkdown(totals(comparison))}`, "", tooLong("Applications"), ""].join("\n");
}

function tooLong(what: string): string {
  return `The ${what} are too many for one comment: \`npm run diff\` shows them all.\n`;
}

function table(groups: ReadonlyMap<string, readonly ObjectChange[]>): string[] {
  const rows = [...groups].map(([title, changes]) => {
    const { added, changed, pruned } = countChanges(changes);
    const restarted = new Set(changes.flatMap(({ restarts }) => restarts.map(objectName))).size;
    return `| ${escapeMarkdown(title)} | ${added} | ${changed} | ${pruned} | ${restarted} |`;
  });
  return ["| Application | Added | Changed | Pruned | Restarted |", "| --- | ---: | ---: | ---: | ---: |", ...rows, ""];
}

function section(title: string, changes: readonly ObjectChange[], body: (change: ObjectChange) => string[]): string[] {
  return [`<details><summary><b>${escapeMarkdown(title)}</b>: ${plural(changes.length, "object")}</summary>`, "", ...changes.flatMap(body), "</details>", ""];
}

function withoutFields({ kind, object, restarts }: ObjectChange): string[] {
  const restarted = restarts.length > 0 ? `, restarts ${list(restarts.map(objectName))}` : "";
  return [`${MARKS[kind]} ${kind} **${escapeMarkdown(objectName(object))}**${escapeMarkdown(restarted)}`, ""];
}

function withFields(change: ObjectChange): string[] {
  if (change.fields.length === 0) return withoutFields(change);
  const lines = change.fields.flatMap((field) => [`@@ ${field.field} @@`, ...patchLines(field)]);
  const fence = "`".repeat(Math.max(3, ...lines.map((line) => (/`+/.exec(line)?.[0].length ?? 0) + 1)));
  return [...withoutFields(change), `${fence}diff`, ...lines, fence, ""];
}
