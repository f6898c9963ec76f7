import type { ApiClient } from "../../scripts/cluster/client.ts";
import type { Outcome } from "../../scripts/cluster/outcome.ts";
import type { Manifest } from "../../scripts/kubernetes/manifest.ts";
import { inSyncOrder } from "../../scripts/render/sync-order.ts";
import { projectAt } from "../support/project.ts";
import { createNamespaces } from "./oracle.ts";

/** One rendered object and whose it is. */
export interface Rendered {
  environment: string;
  object: Manifest;
}

/** Every object of every environment of a repository, each environment in the order it is synced. */
export async function renderedObjects(root: string): Promise<Rendered[]> {
  const { objects } = await projectAt(root).rendering();
  const environments = Map.groupBy(objects, ({ tree }) => tree.environment);
  return [...environments].flatMap(([environment, members]) => inSyncOrder(members).map(({ manifest }) => ({ environment, object: manifest })));
}

/** What has to be there for the pods to be judged: where they live, as whom, with which priority and limits. */
const APPLIED = new Set(["Namespace", "ServiceAccount", "PriorityClass", "LimitRange"]);

/**
 * Server-side dry-run of every object with all admission on, in sync order, and of a pod of every template: the API server
 * lets a Deployment pass whose pods Pod Security or a LimitRange will refuse.
 * @returns a line for each refusal; empty when all is accepted
 */
export async function checkTrees(client: ApiClient, rendered: readonly Rendered[]): Promise<string[]> {
  const refused: string[] = [];
  const note = ({ environment, object }: Rendered, what: string, { accepted, message }: Outcome) => {
    if (!accepted) refused.push(`${environment}: ${object.kind} ${object.metadata.namespace ?? ""}/${object.metadata.name}${what}: ${message}`);
  };
  for (const [, members] of Map.groupBy(rendered, ({ environment }) => environment)) {
    const namespaces = members.filter(({ object }) => object.kind === "Namespace");
    for (const { object } of namespaces) await client.apply(object);
    // Some namespaces are Argo CD's to create (CreateNamespace=true).
    await createNamespaces(
      client,
      members.map(({ object }) => object),
    );
    const clear = () => removeApplied(client, members);
    await clear();
    for (const each of members) note(each, "", await client.apply(each.object, { dryRun: !APPLIED.has(each.object.kind) }));
    for (const each of members)
      for (const pod of podsOf(each.object)) note(each, ", its pod", await client.create(await withAccount(client, pod), { dryRun: true }));
    await clear();
  }
  return refused;
}

/** Another environment's, or an earlier run's, must not turn a creation into an update. Only namespaces stay, which a controller would have to empty. */
async function removeApplied(client: ApiClient, members: readonly Rendered[]): Promise<void> {
  for (const { object } of members) if (APPLIED.has(object.kind) && object.kind !== "Namespace") await client.delete(object);
}

/** The pod that a workload's controller would make; a StatefulSet's gets a volume for each claim. */
function podsOf({ kind, metadata, ...rest }: Manifest): Manifest[] {
  const workload = rest["spec"] as Workload | undefined;
  const template = kind === "CronJob" ? workload?.jobTemplate?.spec.template : workload?.template;
  if (!template || !["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"].includes(kind)) return [];
  const claims = (workload?.volumeClaimTemplates ?? []).map(({ metadata: { name } }) => ({ name, persistentVolumeClaim: { claimName: `${name}-0` } }));
  const spec = { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...claims] };
  return [{ apiVersion: "v1", kind: "Pod", metadata: { ...template.metadata, name: metadata.name, namespace: metadata.namespace ?? "default" }, spec }];
}

interface Workload {
  template?: Template;
  jobTemplate?: { spec: { template: Template } };
  volumeClaimTemplates?: { metadata: { name: string } }[];
}

interface Template {
  metadata?: Record<string, unknown>;
  spec: { serviceAccountName?: string; volumes?: object[] };
}

/** The service account `default` of a namespace is made by a controller, which does not run here. */
async function withAccount(client: ApiClient, pod: Manifest): Promise<Manifest> {
  const { namespace = "default" } = pod.metadata;
  if (!(pod["spec"] as Template["spec"]).serviceAccountName)
    await client.create({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace } });
  return pod;
}
