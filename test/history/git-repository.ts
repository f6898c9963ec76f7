import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeRepository } from "../support/repository.ts";

/** A real Git repository in a temporary folder, which goes when the test ends. */
export class GitRepository {
  readonly root: string;

  constructor(files: Readonly<Record<string, string>>) {
    this.root = makeRepository({});
    this.git("init", "--quiet", "--initial-branch=main");
    this.git("config", "user.name", "Test");
    this.git("config", "user.email", "test@example.com");
    this.commit(files, "first");
  }

  /** Runs Git here and returns what it printed. */
  git(...args: string[]): string {
    return execFileSync("git", args, { cwd: this.root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  }

  /** Writes files into the working tree; undefined removes one. */
  write(files: Readonly<Record<string, string | undefined>>): void {
    for (const [file, content] of Object.entries(files)) {
      if (content === undefined) rmSync(join(this.root, file));
      else {
        mkdirSync(dirname(join(this.root, file)), { recursive: true });
        writeFileSync(join(this.root, file), content);
      }
    }
  }

  /** Writes files and commits everything; returns the commit. */
  commit(files: Readonly<Record<string, string | undefined>>, message = "change"): string {
    this.write(files);
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "-m", message);
    return this.git("rev-parse", "HEAD");
  }

  /** Everything that a command must not touch: branches, HEAD, index and working tree. */
  state(): string {
    return [
      this.git("for-each-ref"),
      this.git("symbolic-ref", "HEAD"),
      this.git("status", "--porcelain=v1", "--ignored"),
      this.git("ls-files", "--stage"),
    ].join("\n");
  }
}
