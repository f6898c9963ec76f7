import { createTwoFilesPatch } from "diff";
import { stringify } from "yaml";
import type { FieldChange } from "../render/field-diff.ts";
import { visible } from "../report/escape.ts";
import { list, plural } from "../report/wording.ts";
import type { Comparison, ObjectChange } from "./compare.ts";

/** A longer value is cut, and says how long it is. Characters. */
const LONGEST = 200;

/** The changes of each Application, in order, under the name that a person gives them. */
export function byApplication(changes: readonly ObjectChange[]): Map<string, ObjectChange[]> {
  return Map.groupBy(changes, applicationTitle);
}

/** "production / web". */
export function applicationTitle({ environment, application }: { environment: string; application?: string }): string {
  return [environment, application ?? "(no Application)"].join(" / ");
}

/** How many objects are added, changed and pruned. */
export function countChanges(changes: readonly ObjectChange[]): Record<ObjectChange["kind"], number> {
  const count = { added: 0, changed: 0, pruned: 0 };
  for (const change of changes) count[change.kind]++;
  return count;
}

/** "1 added, 2 changed and 0 pruned from main to the working tree; 2 of 22 trees rendered". */
export function totals(comparison: Comparison): string {
  const { before, after, rendered } = comparison;
  const range = `from ${before.project.name} to ${after.project.name}`;
  return [`${inNumbers(comparison)} ${range}`, `${rendered.trees} of ${plural(rendered.all, "tree")} rendered`, ...omissions(comparison)].join("; ");
}

/** "1 added, 2 changed and 0 pruned". */
export function inNumbers({ changes }: Comparison): string {
  return list(Object.entries(countChanges(changes)).map(([kind, count]) => `${count} ${kind}`));
}

/** What a comparison does not show, a sentence each. */
export function omissions({ notCompared, ignored }: Comparison): string[] {
  return [
    ...(notCompared.length > 0 ? [`not compared, because it could not be rendered: ${list(notCompared)}`] : []),
    ...(ignored > 0 ? [`not shown, as gitops.yaml or an Application ignores them: ${plural(ignored, "changed field")}`] : []),
  ];
}

/** A value on one line. */
export function shown(value: unknown): string {
  const text = visible(typeof value === "string" ? value : JSON.stringify(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${plural(text.length, "character")})` : text;
}

/** Whether a change reads better line by line: both sides are texts of several lines. */
export function isTextChange({ before, after }: FieldChange): boolean {
  return [before, after].every((value) => typeof value === "string" && value.trimEnd().includes("\n"));
}

/** A field's change as the lines of a patch: "+" comes, "-" goes, " " stays. */
export function patchLines({ before, after, ...field }: FieldChange): string[] {
  if (!isTextChange({ before, after, ...field })) return [...prefixed("-", before), ...prefixed("+", after)];
  const [, , , , ...lines] = createTwoFilesPatch("", "", String(before), String(after), "", "", { context: 1 }).trimEnd().split("\n");
  return lines.filter((line) => !line.startsWith("\\"));
}

function prefixed(mark: string, value: unknown): string[] {
  if (value === undefined) return [];
  const isMap = typeof value === "object" && value !== null;
  const text = isMap ? stringify(value, { lineWidth: 0 }).trimEnd() : String(value).trimEnd();
  return text.split("\n").map((line) => `${mark}${line}`);
}
