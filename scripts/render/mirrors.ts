import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { cacheDirectory } from "../cache.ts";
import type { OverlayGraph } from "../discover/overlay-graph.ts";
import { UserError } from "../errors.ts";
import { git } from "../git/git.ts";

/** A remote base, as Kustomize reads its address. https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md */
interface RemoteBase {
  /** As written. */
  readonly target: string;
  /** What Git clones. */
  readonly repository: string;
  /** The commit that it is pinned to; undefined for a branch, a tag or nothing. */
  readonly commit?: string;
}

/**
 * Fetches the remote bases that are pinned to a commit into the cache, each once, and lets Git find them there: Kustomize clones from
 * the copy, by Git's own `insteadOf`. What is not pinned is loaded by Kustomize itself each time.
 * @param graph whose references count
 * @returns what comes from outside, a sentence each
 */
export async function mirrorRemotes(graph: OverlayGraph): Promise<string[]> {
  const targets = [...graph.kustomizations.values()].flatMap((each) => each.references.filter(({ to }) => to === "remote").map(({ target }) => target));
  const bases = [...new Set(targets)].sort().map(parseRemote);
  const byRepository = Map.groupBy(bases, ({ repository }) => repository);
  const rewrites: string[] = [];
  const said: string[] = [];
  for (const [repository, group] of byRepository) {
    const commits = group.flatMap(({ commit }) => commit ?? []);
    // Git rewrites an address as a whole: one that is asked for a branch, too, is not for the cache to answer.
    const isPinned = commits.length === group.length;
    const trouble = isPinned ? await fetchAll(repository, commits) : undefined;
    if (isPinned && trouble === undefined)
      rewrites.push(`[url "file://${mirrorOf(repository).replace(/\.git$/, "")}"]\n\tinsteadOf = ${withoutSuffix(repository)}\n`);
    // The longest that fits counts in Git: "team/base" must not answer for "team/base-two".
    else rewrites.push(`[url "${withoutSuffix(repository)}"]\n\tinsteadOf = ${withoutSuffix(repository)}\n`);
    for (const { target, commit } of group) said.push(`${target} (${commit === undefined ? "not pinned to a commit" : (trouble ?? "pinned, from the cache")})`);
  }
  useGitConfig(rewrites);
  return said;
}

/** @throws never: what cannot be fetched is left to Kustomize, which says so at its place */
async function fetchAll(repository: string, commits: readonly string[]): Promise<string | undefined> {
  const mirror = mirrorOf(repository);
  try {
    if (!existsSync(mirror)) {
      mkdirSync(mirror, { recursive: true });
      await git(mirror, ["init", "--quiet", "--bare"]);
    }
    for (const commit of new Set(commits)) {
      const pin = `refs/pinned/${commit}`;
      const isThere = await git(mirror, ["rev-parse", "--quiet", "--verify", pin]).catch(() => "");
      if (isThere === "") await git(mirror, ["fetch", "--quiet", "--depth=1", repository, `${commit}:${pin}`]);
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `pinned, and not in the cache: ${error.message}`;
  }
}

function mirrorOf(repository: string): string {
  return cacheDirectory("remote", `${createHash("sha256").update(withoutSuffix(repository)).digest("hex").slice(0, 32)}.git`);
}

function withoutSuffix(repository: string): string {
  return repository.replace(/\.git$/, "");
}

/** Git reads one file of settings for a user: ours brings theirs along. */
function useGitConfig(rewrites: readonly string[]): void {
  if (rewrites.length === 0) return;
  const own = process.env["GIT_CONFIG_GLOBAL"] ?? join(homedir(), ".gitconfig");
  const file = cacheDirectory("remote", `gitconfig-${process.pid}`);
  writeFileSync(file, `[include]\n\tpath = ${own}\n${rewrites.join("")}`);
  process.env["GIT_CONFIG_GLOBAL"] = file;
}

/** Source: NewRepoSpecFromURL in kustomize's api/internal/git/repospec.go */
function parseRemote(target: string): RemoteBase {
  const [address = "", query = ""] = target.replace(/^git::/, "").split("?", 2);
  const scheme = /^[a-z+]+:\/\//i.exec(address)?.[0] ?? "";
  const [path = ""] = address.slice(scheme.length).split("//", 1);
  const isGitHub = scheme === "" && !path.includes("@");
  const [, short = path] = /^(github\.com[:/][^/]+\/[^/]+|.*?\.git(?=\/))/i.exec(path) ?? [];
  const parameters = new URLSearchParams(query);
  const ref = parameters.get("ref") ?? parameters.get("version") ?? "";
  const repository = isGitHub ? `https://${short.replace(":", "/")}` : `${scheme}${short}`;
  return { target, repository, ...(/^[0-9a-f]{40}$/.test(ref) ? { commit: ref } : {}) };
}
