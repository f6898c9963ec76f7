import { SCALES } from "../../cost/estimate.ts";
import { list, objectName, plural } from "../../report/wording.ts";
import { type CostDelta, signed } from "../cost-delta.ts";
import type { Review } from "../review.ts";
import type { VersionChange } from "../versions.ts";
import { PROMOTED_FROM, PROMOTED_TO, RENDER_DIGEST } from "./commit.ts";
import type { History } from "./history.ts";
import { placeName } from "./overlays.ts";
import type { Plan, Route } from "./plan.ts";

/** More lines of a kind than this are counted. */
const MOST = 20;

/** The message of a promotion's commit: what moves, what the source got since, what it costs and risks, and what proves it. */
export async function messageOf(history: History, route: Route, plan: Plan, review: Review, digest: string): Promise<string> {
  const versions = review.versions.filter(({ environment }) => environment === route.to);
  const commits = await commitsOf(history, route, plan);
  const risks = risksOf(review, route.to);
  const paragraphs = [
    subject(route, plan, versions),
    versions.length > 0 && cut([...new Set(versions.map(({ what, before, after }) => `${what} ${before} → ${after}`))]),
    cut(plan.changes.map(({ item }) => placeName(item.to))),
    commits.length > 0 && `${plan.back ? "Taken back" : `What ${route.from} got`}, newest first:\n${cut(commits.map((line) => `- ${line}`))}`,
    [costOf(review.cost, route.to), risks.length > 0 && `Risk:\n${cut(risks.map((line) => `- ${line}`))}`].filter(Boolean).join("\n"),
    `${PROMOTED_FROM}: ${route.source}\n${PROMOTED_TO}: ${route.to}\n${RENDER_DIGEST}: ${digest}`,
  ];
  return `${paragraphs.filter(Boolean).join("\n\n")}\n`;
}

/** "Promote web 2.1.0 → 2.2.0 from staging to production". */
function subject({ from, to, source }: Route, { apps, back }: Plan, versions: readonly VersionChange[]): string {
  const names = apps.map((app) => {
    const steps = [...new Set(versions.filter(({ application }) => application === app).map(({ before, after }) => `${before} → ${after}`))];
    return steps.length === 1 ? `${app} ${steps[0]}` : app;
  });
  const what = names.length > 3 ? plural(names.length, "application") : list(names);
  return back ? `Roll back ${what} in ${to} to ${from} at ${source.slice(0, 12)}` : `Promote ${what} from ${from} to ${to}`;
}

/** "<short id> <day> <subject>" of each commit that made the difference in the source, newest first. */
async function commitsOf(history: History, { source }: Route, { changes, back }: Plan): Promise<string[]> {
  const logs = await Promise.all(
    changes.map(({ item, common }) => {
      if (common === undefined) return [];
      const range = back ? `${source}..${common}` : `${common}..${source}`;
      return history.lines(["log", "--no-merges", "--format=%ct %h %cs %s", range, "--", item.from.file]);
    }),
  );
  return [...new Set(logs.flat())].sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10)).map((line) => line.replace(/^\d+ /, ""));
}

function costOf(cost: readonly CostDelta[], to: string): string {
  const delta = cost.find(({ environment }) => environment === to);
  if (!delta) return "";
  const { before, after, budget } = delta;
  if (SCALES.every((scale) => signed(after[scale] - before[scale]) === signed(0))) {
    return after.maximum > 0 ? `Cost of ${to}: unchanged, ${after.expected.toFixed(2)} USD a month expected` : "";
  }
  const limit = budget === undefined ? "" : ` of ${budget.toFixed(2)}`;
  return `Cost of ${to}, USD a month: ${after.expected.toFixed(2)}${limit} expected (${signed(after.expected - before.expected)}), ${after.maximum.toFixed(2)} at most (${signed(after.maximum - before.maximum)})`;
}

function risksOf({ comparison, access, report }: Review, to: string): string[] {
  const here = <T extends { readonly environment?: string }>(each: T) => each.environment === to;
  const pruned = comparison.changes.filter((change) => here(change) && change.kind === "pruned");
  return [
    ...comparison.rollouts.filter(here).map(({ object, how }) => `${objectName(object)}: ${how}`),
    ...pruned.map(({ object }) => `${objectName(object)} is pruned`),
    ...access.filter(here).map(({ text }) => text),
    ...report.findings
      .filter((finding) => here(finding) && finding.severity === "warning" && finding.rule.startsWith("transition/"))
      .map(({ message }) => message),
  ];
}

function cut(lines: readonly string[]): string {
  return [...lines.slice(0, MOST), ...(lines.length > MOST ? [`and ${lines.length - MOST} more`] : [])].join("\n");
}
