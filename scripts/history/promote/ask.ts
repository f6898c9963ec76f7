import { execFile } from "node:child_process";
import { UserError } from "../../errors.ts";
import { endsWithUs } from "../../leftovers.ts";
import type { Gates } from "../../promote-config.ts";

const TIMEOUT = 30_000;

/**
 * Runs a program of this machine, for half a minute at most.
 * @throws UserError with its own last line when it fails, is missing or hangs
 */
export function ask(program: string, args: readonly string[], cwd: string, input = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, [...args], { cwd, timeout: TIMEOUT, killSignal: "SIGKILL", maxBuffer: 16 << 20 }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const why =
        error.code === "ENOENT" ? "is not on PATH" : error.killed ? "did not answer in time" : `says: ${stderr.trim().split("\n").at(-1) || error.message}`;
      reject(new UserError(`${program} ${why}`));
    });
    endsWithUs(child);
    child.stdin?.on("error", () => {}); // It said why it stopped reading.
    child.stdin?.end(input);
  });
}

/** What Argo CD says of an Application. */
export interface Health {
  readonly health: string;
  readonly sync: string;
  /** The commit that it deploys; undefined for charts. */
  readonly revision?: string;
}

/**
 * Asks the cluster where an environment's Argo CD is, by kubectl.
 * @throws UserError where it cannot be asked
 */
export async function healthOf(app: string, { context, namespace = "argocd" }: NonNullable<Gates["health"]>, cwd: string): Promise<Health> {
  const where = context === undefined ? [] : ["--context", context];
  const text = await ask("kubectl", [...where, "--request-timeout=20s", "-n", namespace, "get", "applications.argoproj.io", app, "-o", "json"], cwd);
  const { status = {} } = JSON.parse(text) as {
    status?: { health?: { status?: string }; sync?: { status?: string; revision?: string; revisions?: string[] } };
  };
  const revision = [status.sync?.revision, ...(status.sync?.revisions ?? [])].find((each) => /^[0-9a-f]{40}$/.test(each ?? ""));
  return { health: status.health?.status ?? "Unknown", sync: status.sync?.status ?? "Unknown", ...(revision ? { revision } : {}) };
}

/** Which service holds the repository, by the address of its remote. */
export function isGitLab(remote: string): boolean {
  return /gitlab/i.test(remote);
}

interface Review {
  readonly author: { readonly login: string };
  readonly state: string;
  readonly submittedAt: string;
}

/**
 * Who approves a pull request and is not its author, each by the last word.
 * @param number of the pull request; that of the current branch when undefined
 * @throws UserError where neither gh nor glab can be asked
 */
export async function approvers(number: string | undefined, remote: string, cwd: string): Promise<string[]> {
  if (isGitLab(remote)) {
    if (number === undefined) throw new UserError("which merge request it is about is not said: give --pull-request");
    const text = await ask("glab", ["api", `projects/:id/merge_requests/${number}/approvals`], cwd);
    const { approved_by: approved = [] } = JSON.parse(text) as { approved_by?: { user: { username: string } }[] };
    return approved.map(({ user }) => user.username);
  }
  const text = await ask("gh", ["pr", "view", ...(number === undefined ? [] : [number]), "--json", "author,reviews"], cwd);
  const { author, reviews } = JSON.parse(text) as { author: { login: string }; reviews: Review[] };
  const decisive = reviews.filter(({ state }) => ["APPROVED", "CHANGES_REQUESTED", "DISMISSED"].includes(state));
  const last = new Map(decisive.sort((a, b) => (a.submittedAt < b.submittedAt ? -1 : 1)).map((review) => [review.author.login, review.state]));
  return [...last].flatMap(([login, state]) => (state === "APPROVED" && login !== author.login ? [login] : []));
}
