import { reasonOfDocument } from "../discover/desired-state.ts";
import type { Tree } from "../discover/repository.ts";
import { attempt, InputError } from "../input-error.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { readYaml, sourceAt } from "../yaml/yaml-file.ts";
import type { Built } from "./engine.ts";
import { partsOf } from "./lists.ts";

/**
 * Reads a tree of plain manifests, as Argo CD's directory source does.
 * @returns with what is the matter with documents that are no Kubernetes objects
 */
export function readManifestTree(root: string, tree: Tree): Built {
  const troubles: InputError[] = [];
  const isDeployed = tree.application !== undefined || tree.flux !== undefined;
  const objects = tree.files.flatMap((file) => {
    const yaml = readYaml(root, file);
    return yaml.values.flatMap((value, index) => {
      if (value === null || value === undefined || (!isDeployed && reasonOfDocument(value))) return [];
      const line = yaml.lines.linePos(yaml.documents[index]?.range?.[0] ?? 0).line;
      const parts = partsOf(value).map(({ value: part, within }) => ({ part, within, at: within.length === 0 ? line : sourceAt(yaml, index, within).line }));
      return parts.flatMap(({ part, within, at }) => {
        const manifests = attempt(
          () => objectsIn(part, { file, line: at }),
          (trouble) => troubles.push(trouble),
        );
        return (manifests ?? []).map((manifest) => ({ manifest, origin: { file, index, within, transformations: [] } }));
      });
    });
  });
  return { objects, troubles };
}

/**
 * The objects of one document: itself, or the items of a List.
 * @throws InputError when it has no apiVersion, kind or name
 */
export function objectsIn(value: unknown, place: { file: string; line?: number }): Manifest[] {
  const manifest = value as Manifest;
  if (typeof value !== "object" || value === null || typeof manifest.apiVersion !== "string" || typeof manifest.kind !== "string") {
    throw new InputError("input/manifest", "is not a Kubernetes object: apiVersion and kind must be there, as strings", place);
  }
  if (manifest.kind.endsWith("List") && Array.isArray(manifest["items"])) return manifest["items"].flatMap((item) => objectsIn(item, place));
  const { name, generateName } = (manifest.metadata ?? {}) as { name?: unknown; generateName?: unknown };
  if (typeof name !== "string" && typeof generateName !== "string") {
    throw new InputError("input/manifest", `${manifest.kind} has no name: metadata.name must be there, as a string`, place);
  }
  return [manifest];
}
