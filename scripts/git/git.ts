import { execFile } from "node:child_process";
import { UserError } from "../errors.ts";
import { endsWithUs } from "../leftovers.ts";

/** Git answers at once, or, of a large history, after a while; never after so long. */
const TIMEOUT = 600_000;
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;
const UNSHALLOW = "this clone is shallow: fetch it with `git fetch --unshallow` (in GitHub Actions: fetch-depth: 0)";

/** What a Git command may be given beside its arguments. */
export interface GitOptions {
  /** Written to its standard input. */
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs Git in a repository and returns what it printed, without the last line break.
 * @throws UserError with Git's own last line when it fails
 */
export async function git(root: string, args: readonly string[], options: GitOptions = {}): Promise<string> {
  const output = await gitBytes(root, args, options);
  return output.toString("utf8").replace(/\n$/, "");
}

/** As {@link git}, for output that is not text. */
export function gitBytes(root: string, args: readonly string[], { input, env }: GitOptions = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd: root,
      maxBuffer: MAX_OUTPUT_BYTES,
      encoding: "buffer" as const,
      timeout: TIMEOUT,
      killSignal: "SIGKILL" as const,
      env: { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", ...env },
    };
    const child = execFile("git", [...args], options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
      const said = stderr
        .toString("utf8")
        .trim()
        .split("\n")
        .at(-1)
        ?.replace(/^(fatal|error): /, "");
      reject(new UserError(missing ? "git is not on PATH; install it" : `git ${args[0]} failed: ${said || error.message}`));
    });
    endsWithUs(child);
    child.stdin?.on("error", () => {}); // Git said why it stopped reading.
    child.stdin?.end(input);
  });
}

/** The top folder of the Git repository around a folder. */
export function topLevel(dir: string): Promise<string> {
  return git(dir, ["rev-parse", "--show-toplevel"]);
}

/**
 * The full id of the commit that a revision names.
 * @throws UserError when there is no such commit here, with what to do about it in a shallow clone
 */
export async function resolveCommit(root: string, revision: string): Promise<string> {
  // A revision must not be read as an option.
  if (revision.startsWith("-")) throw new UserError(`"${revision}" is no revision`);
  try {
    return await git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  } catch {
    const hint = (await isShallow(root)) ? UNSHALLOW : "see `git branch --all` and `git tag`";
    throw new UserError(`there is no commit "${revision}" here; ${hint}`);
  }
}

/**
 * The commit where a change left a branch: what the branch got since is not part of the change.
 * @throws UserError where the two share no history here, with what to do about it in a shallow clone
 */
export async function mergeBase(root: string, base: string, head: string): Promise<string> {
  const commits = await Promise.all([base, head].map((revision) => resolveCommit(root, revision)));
  try {
    return await git(root, ["merge-base", ...commits]);
  } catch {
    const hint = (await isShallow(root)) ? `; ${UNSHALLOW}` : "";
    throw new UserError(`"${base}" and "${head}" share no history here${hint}`);
  }
}

/** Whether this clone lacks older commits. */
async function isShallow(root: string): Promise<boolean> {
  return (await git(root, ["rev-parse", "--is-shallow-repository"])) === "true";
}
