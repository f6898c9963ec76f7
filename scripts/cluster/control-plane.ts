import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { cacheDirectory, digest } from "../cache.ts";
import { ofToolchain, TOOLCHAIN } from "../toolchain.ts";
import { ApiClient } from "./client.ts";
import { awaitCrds, crdsKey, createCrds, loadCrds } from "./crds.ts";
import { type ClusterState, endpointOf, startCluster } from "./instance.ts";
import { buildPrograms, missingPrograms } from "./programs.ts";

export const TOOLS = ofToolchain("tools");
export const SCHEMAS = ofToolchain("schemas", "kinds");

/** The directory of the control plane that belongs to this checkout: `cluster:up` in another one starts another. */
export const DIRECTORY = cacheDirectory("cluster", digest([TOOLCHAIN]).slice(0, 12));

/** The directory of the cluster whose Argo CD deploys an environment. */
export function argoCdDirectory(environment: string): string {
  return `${DIRECTORY}-argocd-${environment}`;
}

/** The directories of every cluster that belongs to this checkout. */
export function clustersOf(): string[] {
  const parent = dirname(DIRECTORY);
  if (!existsSync(parent)) return [];
  const own = readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name.startsWith(basename(DIRECTORY)));
  return own.map(({ name }) => join(parent, name)).sort();
}

export interface ControlPlaneOptions {
  /** Where it keeps its data; data of the same programs and CRDs is used again. */
  directory: string;
  /** Whether the controller manager and the scheduler run too. */
  controllers?: boolean;
  /** Admission plugins to leave out, for asking what validation alone says. */
  withoutAdmission?: string[];
  /** Whether the CRDs are installed; without them the trees' own Applications bring them. */
  crds?: boolean;
  /** Told what takes long. */
  say?: (line: string) => void;
}

/**
 * Builds what is missing, starts a control plane, with every CRD of the trees unless told, and returns when it serves them.
 * @throws UserError where Go is missing, a build fails or a component does not start
 */
export async function startControlPlane({ say = () => {}, ...options }: ControlPlaneOptions): Promise<{ state: ClusterState; client: ApiClient }> {
  const programs = await buildPrograms(TOOLS, say);
  const crds = options.crds === false ? [] : await loadCrds(TOOLS, SCHEMAS);
  const state = await startCluster({ ...options, programs, dataKey: crdsKey(crds) });
  const client = new ApiClient(endpointOf(state));
  // Sending them again would be harmless and slow: the API server compiles every CEL rule before it sees that they are there.
  const installed = join(options.directory, "crds-installed");
  if (!existsSync(installed)) await createCrds(client, crds);
  await awaitCrds(client, crds);
  writeFileSync(installed, "");
  return { state, client };
}

/** What would have to be built first; undefined where there is no Go, and so no control plane. */
export function missing(): Promise<string[] | undefined> {
  return missingPrograms(TOOLS);
}
