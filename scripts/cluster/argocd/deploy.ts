import { delimiter, dirname, join } from "node:path";
import { type ApplicationStatus, awaitSettled, isSettled } from "./applications.ts";
import { findBootstrap, runBootstrap } from "./bootstrap.ts";
import { reachHosts } from "./processes-of-argocd.ts";
import type { ArgoCdCluster } from "./up.ts";

const SETTLED_WITHIN = 30 * 60_000;

/** The environment of a person at a terminal: the cluster's kubeconfig, the hosts, Helm and Kustomize of this cluster first. */
export function personEnvironment({ state, argocd }: ArgoCdCluster): Record<string, string> {
  const { place } = argocd;
  const helm = join(place.directory, "helm");
  return {
    ...reachHosts(place.proxy, place.authority),
    PATH: [dirname(place.programs.helm), dirname(place.programs.kustomize), process.env["PATH"]].join(delimiter),
    HOME: join(place.directory, "home"),
    KUBECONFIG: join(state.directory, "admin.kubeconfig"),
    HELM_CACHE_HOME: join(helm, "cache"),
    HELM_CONFIG_HOME: join(helm, "config"),
    HELM_DATA_HOME: join(helm, "data"),
  };
}

/**
 * Bootstraps the environment as the repository's own words say, and waits until every Application is settled.
 * @param bootstrap the Markdown file with the commands, where it cannot be found
 * @param onChange told of every change of the Applications
 */
export async function deploy(
  cluster: ArgoCdCluster,
  { bootstrap, onChange }: { bootstrap?: string | undefined; onChange?: (all: ApplicationStatus[]) => void },
): Promise<ApplicationStatus[]> {
  const { state, client, argocd } = cluster;
  const block = await findBootstrap(argocd.checkout, bootstrap);
  const log = join(state.directory, "logs", "bootstrap.log");
  await runBootstrap(block, { checkout: argocd.checkout, environment: argocd.environment, env: personEnvironment(cluster), log });
  // The root is settled only after the last wave, and so after all that it makes.
  const isComplete = (all: ApplicationStatus[]) => all.length > 1;
  return awaitSettled(client, argocd.namespace, { within: SETTLED_WITHIN, isComplete, ...(onChange ? { onChange } : {}) });
}

/** "5 of 13 Applications settled; waiting for keda, redis". */
export function progressOf(all: readonly ApplicationStatus[]): string {
  const waiting = all.filter((each) => !isSettled(each)).map(({ name }) => name);
  return `${all.length - waiting.length} of ${all.length} Applications settled${waiting.length > 0 ? `; waiting for ${waiting.join(", ")}` : ""}`;
}
