import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../errors.ts";
import type { ApiClient } from "../client.ts";

/** An Application as Argo CD reports it. https://argo-cd.readthedocs.io/en/stable/operator-manual/server-commands/argocd-application-controller/ */
export interface ApplicationStatus {
  name: string;
  wave: number;
  /** Synced, OutOfSync, Unknown; empty before the first comparison. */
  sync: string;
  /** Healthy, Progressing, Degraded, Missing, …; empty before the first. */
  health: string;
  /** Running, Succeeded, Failed, Error of the last operation; empty where there was none. */
  operation: string;
  retries: number;
  /** Asked to compare anew, and not done yet. */
  refreshing: boolean;
  /** Commits that it was last compared with, one a source. */
  revisions: string[];
  /** The last operation's message where it did not succeed, and every condition. */
  messages: string[];
  /** Objects that differ from Git by Argo CD's own comparison, as "Kind namespace/name". */
  outOfSync: string[];
}

interface Resource {
  kind: string;
  namespace?: string;
  name: string;
  status?: string;
}

/** An Application's object, as far as it is read. */
export interface ApplicationObject {
  metadata: { name: string; annotations?: Record<string, string> };
  status?: {
    sync?: { status?: string; revision?: string; revisions?: string[] };
    health?: { status?: string };
    operationState?: { phase?: string; message?: string; retryCount?: number };
    conditions?: { type: string; message: string }[];
    resources?: Resource[];
  };
}

/** The Applications of Argo CD's namespace in the order of their waves; none while the kind is not served. */
export async function applications(client: ApiClient, namespace: string): Promise<ApplicationStatus[]> {
  const { accepted, body } = await client.request("GET", `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/applications`);
  if (!accepted) return [];
  return (body as { items: ApplicationObject[] }).items.map(statusOf).sort((a, b) => a.wave - b.wave || (a.name < b.name ? -1 : 1));
}

/** What an Application's object says, flat. */
export function statusOf({ metadata, status = {} }: ApplicationObject): ApplicationStatus {
  const { sync, health, operationState, conditions = [], resources = [] } = status;
  const failed = operationState && operationState.phase !== "Succeeded" && operationState.message;
  return {
    name: metadata.name,
    wave: Number(metadata.annotations?.["argocd.argoproj.io/sync-wave"] ?? 0),
    sync: sync?.status ?? "",
    health: health?.status ?? "",
    operation: operationState?.phase ?? "",
    retries: operationState?.retryCount ?? 0,
    refreshing: metadata.annotations?.["argocd.argoproj.io/refresh"] !== undefined,
    revisions: sync?.revisions ?? (sync?.revision ? [sync.revision] : []),
    messages: [...(failed ? [failed] : []), ...conditions.map(({ type, message }) => `${type}: ${message}`)],
    outOfSync: resources.filter((each) => each.status === "OutOfSync").map(({ kind, namespace, name }) => `${kind} ${namespace ? `${namespace}/` : ""}${name}`),
  };
}

/** Synced, healthy and at rest: nothing is still going on. */
export function isSettled({ sync, health, operation }: ApplicationStatus): boolean {
  return sync === "Synced" && health === "Healthy" && operation !== "Running";
}

/**
 * Waits until all Applications are settled, the root and all that it makes.
 * @param onChange told of every change of an Application, each time with all of them
 * @param isComplete whether all the Applications that are to come are there
 * @throws UserError that names those which are not, and what they say, after `within` milliseconds
 */
export async function awaitSettled(
  client: ApiClient,
  namespace: string,
  {
    within,
    isComplete,
    onChange = () => {},
  }: { within: number; isComplete: (all: ApplicationStatus[]) => boolean; onChange?: (all: ApplicationStatus[]) => void },
): Promise<ApplicationStatus[]> {
  let last = "";
  for (const deadline = Date.now() + within; ; await sleep(300)) {
    // The API server may be away for a while: that is what some stories are about.
    const all = await applications(client, namespace).catch(() => []);
    const now = JSON.stringify(all);
    if (now !== last) onChange(all);
    last = now;
    if (isComplete(all) && all.every(isSettled)) return all;
    if (Date.now() > deadline)
      throw new UserError(
        `not settled after ${within / 1000} s: ${
          all
            .filter((each) => !isSettled(each))
            .map(describe)
            .join("; ") || "no Application"
        }`,
      );
  }
}

/** One line about an Application. */
export function describe({ name, sync, health, operation, messages }: ApplicationStatus): string {
  const state = [sync || "not compared", health || "no health", operation || "no operation"].join(", ");
  return `${name}: ${state}${messages.length > 0 ? ` (${messages.join("; ").slice(0, 300)})` : ""}`;
}
