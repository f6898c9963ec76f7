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

/** What reaches the target without a promotion: said, and forbidden where promote.require asks for it and no commit of the change is a hotfix. */
export async function withoutPromotion(
  history: History,
  before: Project,
  after: Project,
  { from, to }: Route,
): Promise<{ readonly findings: Finding[]; readonly said: Unpromoted[] }> {
  const comparison = await compare(before, after, { whole: false });
  const said = unpromoted(comparison, await changedFiles(history.root, before, after), { from, to });
  const { promote } = await after.config();
  if (!promote.require || (await isHotfix(history, before, after))) return { findings: [], said };
  const findings = said
    .filter(({ shared }) => shared)
    .map(({ file, applications }) =>
      findingOf(rules.unpromoted, {
        message: `changes ${applications.join(", ")} of ${to} in the same step as ${from}`,
        environment: to,
        source: { file, line: 1, column: 1 },
      }),
    );
  return { findings, said: said.filter(({ shared }) => !shared) };
}

async function isHotfix(history: History, before: Project, after: Project): Promise<boolean> {
  const commits = await history.lines(["rev-list", `${before.commit}..${after.commit}`]);
  const reasons = await Promise.all(commits.map((commit) => history.trailer(commit, HOTFIX)));
  return reasons.some((reason) => reason !== undefined);
}
