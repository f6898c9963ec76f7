import { UserError } from "../errors.ts";
import type { ObjectRef } from "../finding.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { refOf } from "../kubernetes/object-id.ts";
import type { Redactor } from "../redactor.ts";
import { diffFields, type FieldChange } from "../render/field-diff.ts";
import type { RenderedObject } from "../render/index.ts";
import type { ApiClient } from "./client.ts";
import { ownerOfField } from "./field-owner.ts";

/** How the cluster differs from Git in one object. */
export interface Drift {
  readonly object: ObjectRef;
  readonly application?: string;
  /** "missing": it is not there; "unknown": it could not be asked; "drifted": fields differ. */
  readonly kind: "missing" | "unknown" | "drifted";
  /** Why it could not be asked. */
  readonly why?: string;
  /** From what is live to what Git wants, each with whoever set it last. */
  readonly fields: readonly (FieldChange & { readonly owner?: string })[];
}

/**
 * Compares what a cluster holds with what Git wants, by a server-side apply that keeps nothing: defaults and what others own are no
 * drift, a field of Git's that somebody changed is.
 * @param objects of one environment, since a cluster is one
 * @throws UserError for objects of several environments
 */
export async function driftOf(client: ApiClient, objects: readonly RenderedObject[], redactor: Redactor): Promise<Drift[]> {
  const environments = [...new Set(objects.map(({ tree }) => tree.environment))].sort();
  if (environments.length > 1) throw new UserError(`a cluster is one environment; choose one of ${environments.join(", ")} with --env`);
  const found: Drift[] = [];
  for (const object of objects) found.push(...(await driftOfObject(client, object, redactor)));
  return found;
}

async function driftOfObject(client: ApiClient, { manifest, tree }: RenderedObject, redactor: Redactor): Promise<Drift[]> {
  const about = { object: refOf(manifest), ...(tree.application ? { application: tree.application.name } : {}), fields: [] };
  const live = await client.get(manifest);
  if (!live.accepted) {
    const isMissing = live.status === 404 && live.reason === "NotFound";
    return [isMissing ? { kind: "missing", ...about } : { kind: "unknown", why: live.message, ...about }];
  }
  const wanted = await client.apply(manifest, { dryRun: true });
  if (!wanted.accepted) return [{ kind: "unknown", why: wanted.message, ...about }];
  const now = live.body as Manifest;
  const changes = diffFields(redactor.manifest(settled(now)), redactor.manifest(settled(wanted.body as Manifest)));
  const fields = changes.map((change) => {
    const owner = ownerOfField(now, change.path);
    return { ...change, ...(owner === undefined ? {} : { owner }) };
  });
  return fields.length > 0 ? [{ kind: "drifted", ...about, fields }] : [];
}

/** Without what the server itself writes. */
function settled({ metadata, status: _status, ...manifest }: Manifest & { status?: unknown }): Manifest {
  const {
    managedFields: _1,
    resourceVersion: _2,
    generation: _3,
    uid: _4,
    creationTimestamp: _5,
    ...rest
  } = metadata as Manifest["metadata"] & Record<"managedFields" | "resourceVersion" | "generation" | "uid" | "creationTimestamp", unknown>;
  return { ...manifest, metadata: rest } as Manifest;
}
