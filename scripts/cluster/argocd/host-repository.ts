import { mkdirSync } from "node:fs";
import { $ } from "zx";
import { type ArgoCdPlace, reachHosts } from "./processes-of-argocd.ts";

/** Makes a bare repository whose branch is the checkout's last commit, which whoever reaches it may push to. */
export async function hostRepository(directory: string, root: string, branch: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const git = $({ cwd: directory, quiet: true });
  await git`git init --quiet --bare --initial-branch ${branch}`;
  await git`git config http.receivepack true`;
  await git`git fetch --quiet --update-shallow ${root} +HEAD:refs/heads/${branch}`;
}

/** Clones it by its public address, through the hosts, as a person would. */
export async function cloneRepository(address: string, checkout: string, { proxy, authority }: Pick<ArgoCdPlace, "proxy" | "authority">): Promise<void> {
  await $({ quiet: true, env: { ...process.env, ...reachHosts(proxy, authority) } })`git clone --quiet ${address} ${checkout}`;
  const config = [
    ["http.proxy", proxy],
    ["http.sslCAInfo", authority],
    ["user.name", "end to end"],
    ["user.email", "end-to-end@example.com"],
    ["commit.gpgsign", "false"],
  ] as const;
  for (const [key, value] of config) await $({ cwd: checkout, quiet: true })`git config ${key} ${value}`;
}
