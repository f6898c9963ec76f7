import type { Manifest } from "../../../kubernetes/manifest.ts";
import type { ApiClient } from "../../client.ts";

/** An object with what a controller reads and writes. */
export interface LiveObject extends Manifest {
  spec: Record<string, unknown>;
  status?: { conditions?: Condition[] } & Record<string, unknown>;
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  observedGeneration?: number;
  lastTransitionTime?: string;
}

/** Acts in place of a controller whose image cannot run: on each object of a kind that is not settled yet. */
export interface StandIn {
  /** The controller that it stands for, and what it does in its place. */
  stands: string;
  /** The list of the objects, such as /apis/cert-manager.io/v1/certificates. */
  list: string;
  settled(object: LiveObject): boolean;
  act(object: LiveObject, cluster: Cluster): Promise<void>;
}

/** What stand-ins do to a cluster. */
export class Cluster {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  async list({ list }: StandIn): Promise<LiveObject[]> {
    const { accepted, body } = await this.#client.request("GET", list);
    if (!accepted) return [];
    const { items, kind, apiVersion } = body as { items: LiveObject[]; kind: string; apiVersion: string };
    return items.map((item) => ({ ...item, apiVersion, kind: kind.replace(/List$/, "") }));
  }

  /** Writes an object's status, by the subresource where its kind has one. */
  async setStatus({ list }: StandIn, object: LiveObject, status: object): Promise<void> {
    const path = pathOf(list, object);
    const merge = (where: string) => this.#client.request("PATCH", where, { status }, "application/merge-patch+json");
    const outcome = await merge(`${path}/status`);
    const final = outcome.status === 404 ? await merge(path) : outcome;
    if (!final.accepted) throw new Error(`${path}: ${final.message}`);
  }

  async patch({ list }: StandIn, object: LiveObject, patch: object): Promise<void> {
    await this.#client.request("PATCH", pathOf(list, object), patch, "application/merge-patch+json");
  }

  /** Creates or updates an object that the controller would own. */
  async apply(object: Manifest): Promise<void> {
    const outcome = await this.#client.apply(object);
    if (!outcome.accepted) throw new Error(`${object.kind} ${object.metadata.name}: ${outcome.message}`);
  }
}

export function condition(type: string, status = "True", reason = "Ready", observedGeneration?: number): Condition {
  const generation = observedGeneration === undefined ? {} : { observedGeneration };
  return { type, status, reason, message: "written by a stand-in", lastTransitionTime: new Date().toISOString().replace(/\.\d+Z$/, "Z"), ...generation };
}

/** Whether the object has the condition, of its latest generation where the condition tells one. */
export function has({ status, metadata }: LiveObject, type: string): boolean {
  const current = (each: Condition) => each.observedGeneration === undefined || each.observedGeneration === metadata["generation"];
  return status?.conditions?.some((each) => each.type === type && each.status === "True" && current(each)) ?? false;
}

export function ownedBy({ apiVersion, kind, metadata }: LiveObject): object[] {
  return [{ apiVersion, kind, name: metadata.name, uid: metadata["uid"], controller: true, blockOwnerDeletion: true }];
}

function pathOf(list: string, { metadata }: LiveObject): string {
  const slash = list.lastIndexOf("/");
  const namespaced = metadata.namespace ? `/namespaces/${metadata.namespace}` : "";
  return `${list.slice(0, slash)}${namespaced}${list.slice(slash)}/${metadata.name}`;
}
