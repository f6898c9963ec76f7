import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { NodesState } from "../../scripts/cluster/nodes/state.ts";
import type { Rendered } from "../support/rendered.ts";

/** A claim for a volume, of a workload or by itself. */
interface Claim {
  name: string;
  spec: Rendered;
}

/**
 * Volumes for the claims of objects, in place of what a cloud's CSI driver would make: one on each node for a claim of one
 * writer, and a folder that all nodes see for a claim of many. Local volumes, since for those kubelet sets the owner (fsGroup).
 * @returns their classes and the volumes, to be applied
 */
export function volumesFor(objects: readonly Rendered[], state: NodesState): Rendered[] {
  const claims = objects.flatMap(claimsOf);
  const classes = [...new Set(claims.map(({ spec }) => spec.storageClassName))].map((name) => ({
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name },
    provisioner: "kubernetes.io/no-provisioner",
    volumeBindingMode: "WaitForFirstConsumer",
  }));
  const all = state.nodes.map(({ name }) => name);
  const volumes = claims.flatMap((claim) =>
    claim.spec.accessModes.includes("ReadWriteMany")
      ? [volume(claim, claim.name, join(state.directory, "shared"), "/opt/shared", all)]
      : all.map((node) => volume(claim, `${claim.name}-${node}`, join(state.directory, node, "lib", "volumes"), "/var/lib/volumes", [node])),
  );
  return [...classes, ...volumes];
}

function claimsOf({ kind, metadata, spec }: Rendered): Claim[] {
  if (kind === "PersistentVolumeClaim") return [{ name: metadata.name, spec }];
  return (spec?.volumeClaimTemplates ?? []).map((template: Rendered) => ({ name: `${metadata.name}-${template.metadata.name}`, spec: template.spec }));
}

function volume({ spec }: Claim, name: string, folder: string, seenAs: string, nodes: readonly string[]): Rendered {
  mkdirSync(join(folder, name), { recursive: true });
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name },
    spec: {
      capacity: { storage: spec.resources.requests.storage },
      accessModes: spec.accessModes,
      storageClassName: spec.storageClassName,
      persistentVolumeReclaimPolicy: "Retain",
      local: { path: join(seenAs, name) },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: nodes }] }] } },
    },
  };
}
