import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { UserError } from "../../errors.ts";
import { git } from "../../git/git.ts";
import { ask, isGitLab } from "./ask.ts";

/** The remote that a pull request is opened at. */
const REMOTE = "origin";

/** The address of the remote; empty where there is none. */
export function remoteOf(root: string): Promise<string> {
  return git(root, ["remote", "get-url", REMOTE]).catch(() => "");
}

/**
 * What opens pull requests for this repository's remote.
 * @throws UserError where there is no remote, or its program is not here
 */
export async function opener(root: string): Promise<"gh" | "glab"> {
  const remote = await remoteOf(root);
  if (!remote) throw new UserError(`there is no remote "${REMOTE}" to open a pull request at`);
  const program = isGitLab(remote) ? "glab" : "gh";
  const isHere = (process.env["PATH"] ?? "").split(delimiter).some((dir) => dir !== "" && existsSync(join(dir, program)));
  if (!isHere) throw new UserError(`${program} is not on PATH: install it, or push the branch and open the pull request by hand`);
  return program;
}

/**
 * Pushes a branch and opens its pull request; one that is open already stays as it is.
 * @param message the commit's, of which the first line becomes the title
 * @returns its address
 */
export async function openPullRequest(root: string, program: "gh" | "glab", branch: string, message: string): Promise<string> {
  await git(root, ["push", "--quiet", REMOTE, `refs/heads/${branch}:refs/heads/${branch}`]);
  const [title = "", ...rest] = message.split("\n");
  const body = rest.join("\n").trim();
  if (program === "glab") {
    const args = ["mr", "create", "--source-branch", branch, "--title", title, "--description", body, "--yes"];
    return (await ask("glab", args, root)).trim().split("\n").at(-1) ?? "";
  }
  const known = await ask("gh", ["pr", "view", branch, "--json", "url,state"], root).then(
    (text) => JSON.parse(text) as { url: string; state: string },
    () => undefined,
  );
  if (known?.state === "OPEN") return known.url;
  return (await ask("gh", ["pr", "create", "--head", branch, "--title", title, "--body-file", "-"], root, body)).trim().split("\n").at(-1) ?? "";
}
