import { estimates } from "../cost/estimate.ts";
import { git } from "../git/git.ts";
import type { Project } from "../project.ts";
import { stepsOf } from "../promote-config.ts";
import type { CostPoint, Standing, Waiting } from "../report/standing.ts";
import { lineLinks } from "./links.ts";
import { History } from "./promote/history.ts";
import { status } from "./promote/status.ts";
import type { Snapshots } from "./snapshot.ts";

/**
 * Where a repository stands; undefined where its folder is in no Git repository, or has no commit yet.
 * @param merges how many commits along the branch the cost is told of
 */
export async function standing(project: Project, snapshots: Snapshots, merges: number): Promise<Standing | undefined> {
  const { root } = project;
  const head = await git(root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).catch(() => undefined);
  if (head === undefined) return undefined;
  const [subject = "", time = ""] = (await git(root, ["log", "-1", "--format=%s%n%cI", head])).split("\n");
  const home = (await lineLinks(root, project))?.({ file: "", line: 1, column: 1 });
  const url = home?.replace(/\/(-\/)?blob\/.*$/, (_, gitlab = "") => `/${gitlab}commit/${head}`);
  return {
    commit: { id: head, subject, time, ...(url ? { url } : {}) },
    ...(await waiting(project, head)),
    costs: merges > 0 ? await costs(project, snapshots, merges) : [],
  };
}

async function waiting(project: Project, head: string): Promise<{ waiting?: Waiting[] }> {
  const steps = stepsOf((await project.config()).promote);
  if (steps.length === 0) return {};
  const [repository, history] = [await project.repository(), new History(project.root)];
  const all = steps.map(async (step) =>
    (await status(repository, history, { ...step, apps: [], source: head, target: head })).map((each): Waiting => ({ ...each, ...step })),
  );
  return { waiting: (await Promise.all(all)).flat() };
}

/** The cost along the branch, a merge being one commit, at the prices of now: what is told is what changed. */
async function costs(project: Project, snapshots: Snapshots, merges: number): Promise<CostPoint[]> {
  const { params } = await project.parameters();
  const lines = (await git(project.root, ["log", "--first-parent", `--max-count=${merges}`, "--format=%H %cs %s", "--", "."])).split("\n").filter(Boolean);
  const points: CostPoint[] = [];
  for (const line of lines.reverse()) {
    const [, id = "", day = "", subject = ""] = /^(\S+) (\S+) (.*)$/.exec(line) ?? [];
    const then = await snapshots.at(project.root, id, { ...project.options, allowEmpty: true });
    const monthly = (await estimates(then, params)).map(({ environment, monthly: { expected } }) => [environment, expected] as const);
    points.push({ id, day, subject, monthly: Object.fromEntries(monthly) });
  }
  return points;
}
