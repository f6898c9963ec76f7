import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { $ } from "zx";
import type { ArgoCdInstance } from "../../scripts/cluster/argocd/instance.ts";
import { reachHosts } from "../../scripts/cluster/argocd/processes-of-argocd.ts";

/** A commit that was pushed. */
export interface Push {
  before: string;
  after: string;
  files: string[];
}

/** The clone of a person who changes files and pushes. */
export class Clone {
  readonly folder: string;
  readonly #repository: ArgoCdInstance["repository"];
  readonly #env: NodeJS.ProcessEnv;

  constructor({ checkout, repository, place }: ArgoCdInstance) {
    this.folder = checkout;
    this.#repository = repository;
    this.#env = { ...process.env, ...reachHosts(place.proxy, place.authority) };
  }

  #git(...args: string[]) {
    return $({ cwd: this.folder, env: this.#env, quiet: true })`git ${args}`;
  }

  /** Changes a file of the clone; that nothing changed would make the story a lie. */
  edit(file: string, change: (text: string) => string): void {
    const path = join(this.folder, file);
    const text = readFileSync(path, "utf8");
    const changed = change(text);
    if (changed === text) throw new Error(`${file}: the edit changes nothing`);
    writeFileSync(path, changed);
  }

  /** Changes a file of the clone unless it says so already. */
  editOnce(file: string, mark: string, change: (text: string) => string): void {
    if (!readFileSync(join(this.folder, file), "utf8").includes(mark)) this.edit(file, change);
  }

  /** Writes a file of the clone. */
  write(file: string, text: string): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** Removes files and folders of the clone. */
  async remove(...files: string[]): Promise<void> {
    await this.#git("rm", "-r", "--quiet", ...files);
  }

  /**
   * Commits everything and pushes it, without telling Argo CD.
   * @param directly past the Git host, which may be away
   */
  async push(message: string, { directly = false } = {}): Promise<Push> {
    const before = await this.head();
    await this.#git("add", "--all");
    await this.#git("commit", "--quiet", "--message", message);
    return this.#publish(before, directly ? this.#repository.directory : "origin");
  }

  /** Reverts the last commits and pushes. */
  async revert(push: Push): Promise<Push> {
    const before = await this.head();
    await this.#git("revert", "--no-edit", `${push.before}..${push.after}`);
    return this.#publish(before);
  }

  /** Merges a branch of the clone and pushes, as the button of a pull request does. */
  async merge(branch: string): Promise<Push> {
    const before = await this.head();
    await this.#git("merge", "--quiet", "--no-edit", branch);
    return this.#publish(before);
  }

  /** Throws away what is not committed. */
  async discard(): Promise<void> {
    await this.#git("reset", "--quiet", "--hard");
    await this.#git("clean", "--quiet", "--force", "-d");
  }

  async head(): Promise<string> {
    return (await this.#git("rev-parse", "HEAD")).stdout.trim();
  }

  async #publish(before: string, remote = "origin"): Promise<Push> {
    await this.#git("push", "--quiet", remote, `HEAD:${this.#repository.branch}`);
    const after = await this.head();
    const files = (await this.#git("diff", "--name-only", before, after)).stdout.trim().split("\n");
    return { before, after, files };
  }
}
