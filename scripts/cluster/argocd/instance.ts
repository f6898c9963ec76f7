import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ClusterState, clusterState, deadProcesses, stopCluster } from "../instance.ts";
import type { ArgoCdPlace } from "./processes-of-argocd.ts";

/** A cluster with Argo CD on it, and what a person or a test needs to work with it. */
export interface ArgoCdInstance {
  environment: string;
  /** Argo CD's namespace. */
  namespace: string;
  place: ArgoCdPlace;
  /** The bare repository that stands for the one the Applications name, at each of these addresses. */
  repository: { directory: string; addresses: string[]; branch: string };
  /** A clone of it to bootstrap and to push from. */
  checkout: string;
  /** Lines that say what is real and what stands in. */
  cast: string[];
}

const FILE = "argocd.json";

/** Argo CD's repo server puts it there whatever TMPDIR is. https://github.com/argoproj/argo-cd/blob/v3.5.2/util/askpass/common.go */
const SOCKET = "/tmp/reposerver-ask-pass.sock";

export function writeInstance(directory: string, instance: ArgoCdInstance): void {
  writeFileSync(join(directory, FILE), JSON.stringify(instance));
}

/** What the last start in this directory wrote down; undefined where none did. */
export function readInstance(directory: string): { state: ClusterState; argocd: ArgoCdInstance } | undefined {
  const state = clusterState(directory);
  if (!state || !existsSync(join(directory, FILE))) return undefined;
  return { state, argocd: JSON.parse(readFileSync(join(directory, FILE), "utf8")) as ArgoCdInstance };
}

/** Whether what was started in this directory still runs, all of it. */
export function isUp(directory: string): boolean {
  const instance = readInstance(directory);
  return instance !== undefined && deadProcesses(instance.state).length === 0;
}

/** Ends a cluster and deletes what it kept: one with Argo CD starts from nothing each time. */
export async function endArgoCdCluster(directory: string): Promise<void> {
  // Again as long as there is something: a start that is being interrupted may have started one more meanwhile.
  while (await stopCluster(directory));
  rmSync(directory, { recursive: true, force: true });
  rmSync(SOCKET, { force: true });
}
