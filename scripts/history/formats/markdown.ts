import { stringify } from "yaml";
import { escapeMarkdown, visible } from "../../report/escape.ts";
import { list, objectName, plural } from "../../report/wording.ts";
import { calling } from "../../toolchain.ts";
import type { Comparison, ObjectChange } from "../compare.ts";
import { applicationTitle, byApplication, countChanges, inNumbers, omissions, patchLines } from "../describe.ts";
import type { DiffFormat } from "../format.ts";

/** GitHub takes 65,536 characters in a comment; this leaves room for what is put around. */
const LIMIT = 60_000;
const MARKS = { added: "➕", changed: "✏️", pruned: "🗑️" } as const;

/** For a pull request: what each Application would do as a table, then every field, folded. What would be too long leaves the fields out, whole and not by halves, and says so. */
const markdown: DiffFormat = (comparison) => markdownWithin(comparison, LIMIT);

export default markdown;

/** The same for a comment that holds more than this: at most so many characters, down to a sentence; nothing where nothing changes. */
export function changesMarkdown(comparison: Comparison, limit: number): string {
  return markdownWithin(comparison, limit);
}

function markdownWithin(comparison: Comparison, limit: number): string {
  const groups = byApplication(comparison.changes);
  const { before, after } = comparison;
  const title = `#### What Argo CD would do: ${inNumbers(comparison)}`;
  const range = `<sub>From ${escapeMarkdown(before.project.name)} to ${escapeMarkdown(after.project.name)}.</sub>`;
  const remarks = omissions(comparison).flatMap((line) => [escapeMarkdown(line.replace(/^./, (first) => first.toUpperCase())), ""]);
  const head = [title, "", ...remarks, ...(groups.size > 0 ? table(groups, comparison) : []), range, ""];
  const variants = [
    [...groups].flatMap(([name, changes]) => section(name, changes, (change) => withFields(change, comparison))),
    [tooLong("contents of added objects"), ...[...groups].flatMap(([name, changes]) => section(name, changes, withoutContent))],
    [tooLong("fields"), ...[...groups].flatMap(([name, changes]) => section(name, changes, withoutFields))],
    [tooLong("objects")],
  ].map((body) => [...head, ...body].join("\n"));
  return variants.find((text) => text.length <= limit) ?? [title, "", tooLong("Applications"), ""].join("\n");
}

function tooLong(what: string): string {
  return `The ${what} are too many for one comment: \`${calling("diff")}\` shows them all.\n`;
}

function table(groups: ReadonlyMap<string, readonly ObjectChange[]>, { rollouts }: Comparison): string[] {
  const restarted = Map.groupBy(rollouts, applicationTitle);
  const rows = [...groups].map(([title, changes]) => {
    const { added, changed, pruned } = countChanges(changes);
    return `| ${escapeMarkdown(title)} | ${added} | ${changed} | ${pruned} | ${restarted.get(title)?.length ?? 0} |`;
  });
  return ["| Application | Added | Changed | Pruned | Restarted |", "| --- | ---: | ---: | ---: | ---: |", ...rows, ""];
}

function section(title: string, changes: readonly ObjectChange[], body: (change: ObjectChange) => string[]): string[] {
  return [
    `<details><summary><b>${escapeMarkdown(title)}</b>: ${plural(changes.length, "object")}</summary>`,
    "",
    ...changes.flatMap(body),
    "",
    "</details>",
    "",
  ];
}

function withoutFields({ kind, object, restarts }: ObjectChange): string[] {
  const restarted = restarts.length > 0 ? `, restarts ${list(restarts.map(objectName))}` : "";
  return [`- ${MARKS[kind]} ${kind} **${escapeMarkdown(objectName(object))}**${escapeMarkdown(restarted)}`];
}

function withoutContent(change: ObjectChange): string[] {
  return change.fields.length === 0 ? withoutFields(change) : [...withoutFields(change), "", ...fenced("diff", fieldLines(change))];
}

/** What is added is shown whole, folded. */
function withFields(change: ObjectChange, { redactor }: Comparison): string[] {
  if (change.kind !== "added" || !change.after) return withoutContent(change);
  const text = stringify(redactor.manifest(change.after.manifest), { lineWidth: 0 }).trimEnd();
  return [...withoutFields(change), "", "<details><summary>content</summary>", "", ...fenced("yaml", text.split("\n")), "</details>", ""];
}

function fieldLines({ fields }: ObjectChange): string[] {
  return fields.flatMap((field) => [`@@ ${field.field} @@`, ...patchLines(field)]);
}

function fenced(language: string, lines: readonly string[]): string[] {
  const fence = "`".repeat(Math.max(3, ...lines.map((line) => (/`+/.exec(line)?.[0].length ?? 0) + 1)));
  return [`${fence}${language}`, ...lines.map(visible), fence, ""];
}
