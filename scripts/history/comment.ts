import { code, escapeMarkdown } from "../report/escape.ts";
import { work } from "../report/formats/markdown.ts";
import { findingsMarkdown, type Links, MARKS } from "../report/markdown-list.ts";
import { shareFindings } from "../report/shared.ts";
import { countFindings } from "../report/summary.ts";
import { clip, list, objectName, plural } from "../report/wording.ts";
import { costMarkdown } from "./cost-delta.ts";
import { changesMarkdown } from "./formats/markdown.ts";
import type { Review, Words } from "./review.ts";
import type { Rollout } from "./rollout.ts";
import type { Unpromoted } from "./unpromoted.ts";

/** By this first line the comment of an earlier run is found again. */
export const MARKER = "<!-- gitops: validate, diff, safety and cost -->";

/** Who judges is not who is judged: to approve the change is not yet to approve this. */
const OWN_APPROVAL = "- [ ] **Approved on its own**, by an owner of what judges: the verdict below is already that of the altered judge.";

/** GitHub takes 65,536 characters in a comment. */
const LIMIT = 64_000;

/** What new findings may take of it: less where the rest is long. */
const ROOMS = [LIMIT / 2, LIMIT / 8, 2_000];

/** What old findings may take of it, and what each list of sentences may hold. */
const OLD = 8_000;
const MOST = 20;
const WIDEST = 300;

/** A review as one comment: the verdict, what alters the judge, what is new, what it means for the cluster, and the rest folded. */
export function comment(review: Review, links: Links = {}): string {
  const texts = ROOMS.map((room) => commentWith(review, links, room));
  return texts.find(({ length }) => length <= LIMIT) ?? (texts.at(-1) as string);
}

function commentWith(review: Review, links: Links, room: number): string {
  const { report, baseline, comparison, cost, judge, access, versions } = review;
  const parts = [
    MARKER,
    `### ${headline(review)}`,
    "",
    ...(judge.length > 0 ? ["#### ⚖️ This change alters the judge", "", ...bullets(judge), "", OWN_APPROVAL, ""] : []),
    ...(baseline.fresh.length > 0 ? [findingsMarkdown(baseline.fresh, room, links)] : []),
    ...versionTable(versions),
    ...section("Restarts", restartLines(comparison.rollouts)),
    ...section("Reaches an environment without a promotion", unpromotedLines(review.unpromoted)),
    ...section(
      "Access and network",
      access.map(({ environment, text }) => `${environment}: ${text}`),
    ),
    costMarkdown(cost),
  ];
  const tail = [...older(review, links), ...footer(work(report.summary)), ""].join("\n");
  const head = parts.filter((part, index) => part !== "" || parts[index - 1] !== "").join("\n");
  return [head, changesMarkdown(comparison, LIMIT - head.length - tail.length), tail].join("\n");
}

/** A change that nothing is deployed of, and nothing judged by, in a line. */
export function wordsComment({ files }: Words): string {
  const names = files.map(({ file }) => code(file));
  return `${MARKER}\n### ✅ Words alone: nothing that is deployed or judges changes (${list(names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more files`] : names)})\n`;
}

/** What there is to say where no review could be made: an earlier verdict must not stay. */
export function failureComment(lines: readonly string[]): string {
  return [
    MARKER,
    "### 🔴 This change could not be reviewed",
    "",
    "Nothing is known of it; what an earlier run said does not count.",
    "",
    ...bullets(lines),
    "",
  ].join("\n");
}

function headline({ baseline: { fresh, old, mended }, judge }: Review): string {
  const { error, warning, info } = countFindings(shareFindings(fresh));
  const counts = [error > 0 && plural(error, "new error"), warning > 0 && plural(warning, "new warning"), info > 0 && `${info} for information`];
  const said = list(counts.filter((each) => each !== false));
  const mark = error > 0 ? MARKS.error : warning > 0 ? MARKS.warning : judge.length > 0 ? "⚖️" : "✅";
  const rest = [
    old.length > 0 && `${plural(old.length, "finding")} that ${old.length === 1 ? "was" : "were"} there before`,
    mended.length > 0 && `${mended.length} mended`,
    judge.length > 0 && "by a judge that this change alters",
  ];
  return [`${mark} ${said || "Nothing new found"}`, ...rest.filter((each) => each !== false)].join("; ");
}

/** How it was judged: the first sentence, and the rest, which is the same on most changes, folded. */
function footer(text: string): string[] {
  const [first = "", ...rest] = text.split(". ");
  return rest.length === 0
    ? [`<sub>${text}</sub>`]
    : [`<details><summary><sub>${first}</sub></summary>`, "", `<sub>${rest.join(". ")}</sub>`, "", "</details>"];
}

function bullets(lines: readonly string[]): string[] {
  const shown = lines.slice(0, MOST).map((line) => `- ${escapeMarkdown(clip(line, WIDEST))}`);
  return lines.length > MOST ? [...shown, `- and ${lines.length - MOST} more`] : shown;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`#### ${title}`, "", ...bullets(lines), ""];
}

/** Workloads that restart in the same way, together. */
function restartLines(rollouts: readonly Rollout[]): string[] {
  return [...Map.groupBy(rollouts, ({ how }) => how)].map(([how, group]) => {
    const names = group.map(({ environment, object }) => `${objectName(object)} in ${environment}`);
    return `${list(names.length > 4 ? [...names.slice(0, 4), `${names.length - 4} more`] : names)}: ${how}`;
  });
}

/** What both environments get in one step, file by file; what is the target's own together. */
function unpromotedLines(unpromoted: readonly Unpromoted[]): string[] {
  const own = Map.groupBy(
    unpromoted.filter(({ shared }) => !shared),
    ({ to }) => to,
  );
  return [
    ...unpromoted
      .filter(({ shared }) => shared)
      .map(({ file, from, to, applications }) => `${to}: ${file} (${list(applications)}): ${from} gets it in the same step, so it was tried nowhere`),
    ...[...own].map(
      ([to, files]) => `${to}: ${list(files.map(({ file }) => file).slice(0, MOST))}, which ${files.length > 1 ? "are files" : "is a file"} of its own`,
    ),
  ];
}

function versionTable(versions: Review["versions"]): string[] {
  if (versions.length === 0) return [];
  const byChange = Map.groupBy(versions, ({ what, before, after }) => JSON.stringify([what, before, after]));
  const rows = [...byChange.values()].map((group) => {
    const [{ what, before, after }] = group as [Review["versions"][number]];
    const where = [...new Set(group.map(({ environment, object }) => `${environment} / ${objectName(object)}`))];
    return `| ${escapeMarkdown(what)} | ${escapeMarkdown(before)} | ${escapeMarkdown(after)} | ${escapeMarkdown(list(where.length > 4 ? [...where.slice(0, 4), `${where.length - 4} more`] : where))} |`;
  });
  const shown = rows.length > MOST ? [...rows.slice(0, MOST), `| and ${rows.length - MOST} more | | | |`] : rows;
  return ["#### Images and charts", "", "| What | Before | After | Where |", "| --- | --- | --- | --- |", ...shown, ""];
}

function older({ baseline: { old } }: Review, links: Links): string[] {
  if (old.length === 0) return [];
  return [`<details><summary>${plural(old.length, "finding")} not of this change</summary>`, "", findingsMarkdown(old, OLD, links), "</details>", ""];
}
