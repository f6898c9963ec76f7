import { git, gitBytes } from "../../git/git.ts";
import { type Field, readField } from "./field.ts";

/** A file, or one value in it. */
export interface Place {
  readonly file: string;
  readonly field?: Field;
}

/** A repository's history as promotion reads it. Paths are relative to the folder, which may lie below the top of the Git repository. */
export class History {
  readonly root: string;
  readonly #prefix: Promise<string>;
  readonly #texts = new Map<string, Promise<string>>();

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
    if (blob === undefined) return undefined;
    const known = this.#texts.get(blob) ?? gitBytes(this.root, ["cat-file", "blob", blob]).then((bytes) => bytes.toString("utf8"));
    this.#texts.set(blob, known);
    return known;
  }

  /** What is at a place: a file's text, or a value as it is written; undefined where it is not there. */
  async content(commit: string, { file, field }: Place): Promise<string | undefined> {
    const text = await this.text(commit, file);
    return text === undefined || field === undefined ? text : readField(file, text, field);
  }

  /** What tells one content from another, quicker than the content: equal where that is equal. */
  state(commit: string, place: Place): Promise<string | undefined> {
    // A file that was no YAML once holds no value there.
    return place.field ? this.content(commit, place).catch(() => undefined) : this.blob(commit, place.file);
  }

  /** The commits along a branch that changed a file, newest first, each with the time at which the branch took it, in seconds. */
  async taken(commit: string, file: string): Promise<{ commit: string; time: number }[]> {
    const lines = await this.lines(["log", "--first-parent", "--format=%H %ct", commit, "--", file]);
    return lines.map((line) => {
      const [id = "", time] = line.split(" ");
      return { commit: id, time: Number(time) };
    });
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
