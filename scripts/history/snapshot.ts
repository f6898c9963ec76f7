import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { git, resolveCommit, topLevel } from "../git/git.ts";
import { Project, type ProjectOptions } from "../project.ts";
import { Toolbox } from "../toolbox.ts";

/** States of a repository, laid out in a temporary folder, which goes with the process's work; they share one toolbox. */
export class Snapshots {
  readonly #dir = realpathSync(mkdtempSync(join(tmpdir(), "snapshots-")));
  readonly #toolbox = new Toolbox();

  /** The repository as it is now, uncommitted changes included. */
  workingTree(root: string, options: ProjectOptions): Project {
    return new Project(root, options, this.#toolbox);
  }

  /**
   * The two states that a change lies between. A base from before there was anything to deploy is an empty one, not a failure.
   * @param head the revision after; the working tree when undefined
   * @param name how a person calls the base
   */
  async both(root: string, base: string, head: string | undefined, options: ProjectOptions, name = base): Promise<{ before: Project; after: Project }> {
    const before = await this.at(root, base, { ...options, name, allowEmpty: true });
    return { before, after: head === undefined ? this.workingTree(root, options) : await this.at(root, head, options) };
  }

  /**
   * Lays out a revision's files from Git's objects; the working tree, the index and the branches are not touched.
   * @param root any folder of a repository; the state is of this folder
   * @throws UserError when the revision or the folder is not there
   */
  async at(root: string, revision: string, options: ProjectOptions): Promise<Project> {
    const commit = await resolveCommit(root, revision);
    const top = await topLevel(root);
    const prefix = (await git(root, ["rev-parse", "--show-prefix"])).replace(/\/$/, "");
    const dir = join(this.#dir, commit);
    mkdirSync(dir, { recursive: true });
    await extract(top, commit, dir);
    return new Project(join(dir, prefix), { name: revision, ...options, commit }, this.#toolbox);
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
