import { cacheDirectory } from "../../scripts/cache.ts";
import type { ApiClient } from "../../scripts/cluster/client.ts";
import { startControlPlane } from "../../scripts/cluster/control-plane.ts";
import { stopCluster } from "../../scripts/cluster/instance.ts";
import { takeLock } from "../../scripts/cluster/lock.ts";
import type { Outcome } from "../../scripts/cluster/outcome.ts";
import type { Manifest } from "../../scripts/kubernetes/manifest.ts";

/** Admission plugins that refuse an object because another one is missing, which is no matter of the object itself. */
export const ABOUT_OTHERS = ["ServiceAccount", "Priority", "RuntimeClass"];

/** Runs `work` with a real API server at hand, which is stopped when the work is done. */
export async function withOracle<Result>(
  { say, withoutAdmission = [] }: { say: (line: string) => void; withoutAdmission?: string[] },
  work: (client: ApiClient) => Promise<Result>,
): Promise<Result> {
  const { directory, unlock } = freeDirectory();
  // The control plane's processes are not in the terminal's process group and would outlive an interrupt.
  const interrupted = () => void stopCluster(directory).finally(() => process.exit(130));
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    const { client } = await startControlPlane({ directory, controllers: false, withoutAdmission, say });
    try {
      return await work(client);
    } finally {
      client.close();
    }
  } finally {
    await stopCluster(directory);
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
    unlock();
  }
}

/** The first directory that no other run uses just now: kept data makes the next start a warm one. */
function freeDirectory(): { directory: string; unlock: () => void } {
  for (let number = 1; ; number++) {
    const directory = cacheDirectory("cluster", `parity-${number}`);
    const unlock = takeLock(directory);
    if (unlock) return { directory, unlock };
  }
}

/** Creates the namespaces that the objects lie in, without the labels and quotas that would judge pods. */
export async function createNamespaces(client: ApiClient, objects: readonly Manifest[]): Promise<void> {
  for (const name of new Set(objects.map(({ metadata }) => metadata.namespace).filter((name) => name !== undefined)))
    await client.create({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
}

let services: Promise<unknown> = Promise.resolve();

/**
 * What the API server says to an object: to its creation, and, where that passes, to server-side apply, by which Argo CD
 * delivers and which is stricter (it refuses two entries of one key that creation only warns of).
 * A dry-run allocates no node port, and so does not see one that is out of range: Services that pass are created for real,
 * one after the other, and deleted again.
 */
export async function tryToCreate(client: ApiClient, object: Manifest): Promise<Outcome> {
  if (object.kind !== "Service") return dryRun(client, object);
  // A dry-run beside a Service that exists for a moment would be about that one, too.
  const alone = services.then(async () => {
    const outcome = await dryRun(client, object);
    if (!outcome.accepted || !object.metadata.name) return outcome;
    const created = await client.create(object);
    if (created.accepted) await client.delete(object);
    return created;
  });
  services = alone;
  return alone;
}

async function dryRun(client: ApiClient, object: Manifest): Promise<Outcome> {
  const outcome = await client.create(object, { dryRun: true });
  return isValid(outcome) && object.metadata.name ? client.apply(object, { dryRun: true }) : outcome;
}

/** Whether the API server found the object valid: that one of this name exists is found only after validation. */
export function isValid({ accepted, reason }: Outcome): boolean {
  return accepted || reason === "AlreadyExists";
}

/** Runs `work` over all items, `width` at a time, and keeps their order. */
export async function pooled<Item, Result>(items: readonly Item[], width: number, work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
