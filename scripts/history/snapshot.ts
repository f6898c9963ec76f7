import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { git, resolveCommit, topLevel } from "../git/git.ts";

/** The files of a repository as they were at one commit, or as they are now. */
export interface Snapshot {
  /** Absolute path of the folder that holds them. */
  readonly root: string;
  /** The commit; undefined for the working tree. */
  readonly commit?: string;
  /** How a person calls it: "origin/main", "the working tree". */
  readonly name: string;
}

/** Snapshots in a temporary folder, which goes with the process's work. */
export class Snapshots {
  readonly #dir = realpathSync(mkdtempSync(join(tmpdir(), "snapshots-")));

  /** The repository as it is now, uncommitted changes included. */
  workingTree(root: string): Snapshot {
    return { root, name: "the working tree" };
  }

  /**
   * Lays out a revision's files from Git's objects; the working tree, the index and the branches are not touched.
   * @param root any folder of a repository; the snapshot is of this folder
   * @throws UserError when the revision or the folder is not there
   */
  async at(root: string, revision: string): Promise<Snapshot> {
    const commit = await resolveCommit(root, revision);
    const top = await topLevel(root);
    const prefix = (await git(root, ["rev-parse", "--show-prefix"])).replace(/\/$/, "");
    const dir = join(this.#dir, commit);
    mkdirSync(dir, { recursive: true });
    await extract(top, commit, dir);
    return { root: join(dir, prefix), commit, name: revision };
  }

  remove(): void {
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

/** `git archive | tar`: one process each, whatever the number of files. Attributes such as export-ignore must not hide manifests. */
function extract(top: string, commit: string, dir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const archive = spawn("git", ["-c", "core.attributesFile=/dev/null", "archive", "--format=tar", commit], { cwd: top, stdio: ["ignore", "pipe", "pipe"] });
    const tar = spawn("tar", ["-x", "-C", dir], { stdio: ["pipe", "ignore", "pipe"] });
    archive.stdout.pipe(tar.stdin);
    let said = "";
    for (const stream of [archive.stderr, tar.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text));
    const fail = () =>
      reject(new UserError(`the files of ${commit.slice(0, 12)} cannot be laid out: ${said.trim().split("\n").at(-1) || "git archive or tar failed"}`));
    archive.on("error", fail);
    tar.on("error", fail);
    archive.on("close", (status) => status !== 0 && fail());
    tar.on("close", (status) => (status === 0 ? resolve() : fail()));
  });
}
