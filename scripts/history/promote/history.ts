import { git, gitBytes } from "../../git/git.ts";

/** A repository's history as promotion reads it. Paths are relative to the folder, which may lie below the top of the Git repository. */
export class History {
  readonly root: string;
  readonly #prefix: Promise<string>;

  constructor(root: string) {
    this.root = root;
    this.#prefix = git(root, ["rev-parse", "--show-prefix"]);
  }

  /** A file's path from the top of the Git repository. */
  async fromTop(file: string): Promise<string> {
    return `${await this.#prefix}${file}`;
  }

  /** A file's text at a commit; undefined where it is not there. */
  async text(commit: string, file: string): Promise<string | undefined> {
    const blob = await this.blob(commit, file);
    return blob === undefined ? undefined : (await gitBytes(this.root, ["cat-file", "blob", blob])).toString("utf8");
  }

  /** The id of a file's content at a commit; undefined where it is not there. */
  async blob(commit: string, file: string): Promise<string | undefined> {
    const [line] = await this.lines(["ls-tree", commit, "--", file]);
    return line?.split(/\s/)[2];
  }

  /** The files below a folder at a commit, relative to the root. */
  async files(commit: string, folder: string): Promise<string[]> {
    return this.lines(["ls-tree", "-r", "--name-only", commit, "--", `${folder}/`]);
  }

  /** The commits up to one that changed any of the files, newest first; those of merged branches too. */
  async commits(commit: string, files: readonly string[]): Promise<string[]> {
    return this.lines(["log", "--full-history", "--format=%H", commit, "--", ...files]);
  }

  /** A trailer of a commit's message. */
  async trailer(commit: string, name: string): Promise<string | undefined> {
    const text = await git(this.root, ["log", "-1", `--format=%(trailers:key=${name},valueonly,separator=%x2C)`, commit]);
    return text.trim() || undefined;
  }

  /** Whether one commit is part of another's history. */
  async contains(commit: string, earlier: string): Promise<boolean> {
    return git(this.root, ["merge-base", "--is-ancestor", earlier, commit]).then(
      () => true,
      () => false,
    );
  }

  async lines(args: readonly string[]): Promise<string[]> {
    return (await git(this.root, args)).split("\n").filter(Boolean);
  }
}
