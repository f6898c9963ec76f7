import type { Finding } from "../../finding.ts";
import type { Project } from "../../project.ts";
import rules from "../../rules/groups/promotion.ts";
import { findingOf } from "../../rules/rule.ts";
import { changedFiles } from "../changed-files.ts";
import { compare } from "../compare.ts";
import { type Unpromoted, unpromoted } from "../unpromoted.ts";
import type { History } from "./history.ts";
import type { Route } from "./plan.ts";

/** The trailer of a commit that may change the target at once. */
const HOTFIX = "Hotfix";

/** What reaches the targets of promotions without one: said, and forbidden where promote.require asks for it. */
export async function withoutPromotion(
  history: History,
  before: Project,
  after: Project,
  routes: readonly Route[],
): Promise<{ readonly findings: Finding[]; readonly said: Unpromoted[] }> {
  const comparison = await compare(before, after, { whole: false });
  const said = unpromoted(comparison, await changedFiles(history.root, before, after), routes);
  const { promote } = await after.config();
  if (!promote.require) return { findings: [], said };
  const findings = said
    .filter(({ shared }) => shared)
    .map(({ file, applications, from, to }) =>
      findingOf(rules.unpromoted, {
        message: `changes ${applications.join(", ")} of ${to} in the same step as ${from}`,
        environment: to,
        source: { file, line: 1, column: 1 },
      }),
    );
  return { findings, said: said.filter(({ shared }) => !shared) };
}

/** Why a change does not wait, as the trailer of one of its commits says; undefined where none says so. */
export async function hotfixReason(history: History, base: string, head: string): Promise<string | undefined> {
  const commits = await history.lines(["rev-list", `${base}..${head}`]);
  const reasons = await Promise.all(commits.map((commit) => history.trailer(commit, HOTFIX)));
  return reasons.find((reason) => reason !== undefined);
}
