import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import pLimit from "p-limit";
import { UserError } from "../errors.ts";
import { git, gitBytes, resolveCommit, topLevel } from "../git/git.ts";
import { removeScratch, scratchFolder } from "../leftovers.ts";
import { Project, type ProjectOptions } from "../project.ts";
import { Toolbox } from "../toolbox.ts";

/** States of a repository, laid out in a temporary folder, which goes with the process's work; they share one toolbox. */
export class Snapshots {
  readonly #dir = scratchFolder("snapshots");
  readonly #toolbox: Toolbox;

  constructor(toolbox: Toolbox = new Toolbox()) {
    this.#toolbox = toolbox;
  }

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
    const [before, after] = await Promise.all([
      this.at(root, base, { ...options, name, allowEmpty: true }),
      head === undefined ? this.workingTree(root, options) : this.at(root, head, options),
    ]);
    return { before, after };
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
    if (!existsSync(dir)) await extract(top, commit, dir);
    mkdirSync(dir, { recursive: true });
    return new Project(join(dir, prefix), { name: revision, judgedBy: root, ...options, commit }, this.#toolbox);
  }

  remove(): void {
    removeScratch(this.#dir);
  }
}

/** One entry of a commit's tree that has content. */
const ENTRY = /^(100644|100755|120000) blob ([0-9a-f]+)\t([\s\S]+)$/;

/** More files are not written at once: a busy disk answers in its own time, and the work that needs no file goes on. */
const AT_ONCE = 32;

/** Writes the files of a commit from Git's objects: `git archive` would leave out what an export-ignore in the commit itself names. */
async function extract(top: string, commit: string, dir: string): Promise<void> {
  const listed = (await git(top, ["ls-tree", "-r", "-z", "--full-tree", commit])).split("\0");
  const entries = listed.flatMap((line) => {
    const [, mode, id, path] = ENTRY.exec(line) ?? [];
    return mode === undefined || id === undefined || path === undefined ? [] : [{ mode, id, path }];
  });
  const contents = await gitBytes(top, ["cat-file", "--batch"], { input: entries.map(({ id }) => `${id}\n`).join("") });
  const links = new Set<string>();
  let offset = 0;
  const files: { path: string; content: Buffer }[] = [];
  for (const { mode, path } of entries) {
    const start = contents.indexOf(0x0a, offset) + 1;
    const end = start + Number(contents.toString("utf8", offset, start - 1).split(" ")[2]);
    offset = end + 1;
    if (path.split("/").some((part) => part === ".." || part === "")) throw new UserError(`"${path}" of ${commit.slice(0, 12)} leads out of the repository`);
    files.push({ path, content: contents.subarray(start, end) });
    if (mode === "120000") links.add(path);
  }
  await Promise.all([...new Set(files.map(({ path }) => dirname(join(dir, path))))].map((folder) => mkdir(folder, { recursive: true })));
  const limit = pLimit(AT_ONCE);
  await Promise.all(files.map(({ path, content }) => (links.has(path) ? undefined : limit(() => writeFile(join(dir, path), content)))));
  // Links come last: nothing is written through one.
  for (const { path, content } of files) if (links.has(path)) symlinkSync(content.toString("utf8"), join(dir, path));
}
