import type { Tree } from "../discover/repository.ts";
import { readYaml } from "../discover/yaml-file.ts";
import { UserError } from "../errors.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import type { BuiltObject } from "./kustomize.ts";

/**
 * Reads a tree of plain manifests, as Argo CD's directory source does.
 * @throws UserError for a document that is no Kubernetes object
 */
export function readManifestTree(root: string, tree: Tree): BuiltObject[] {
  return tree.files.flatMap((file) => {
    const yaml = readYaml(root, file);
    return yaml.values.flatMap((value, index) => {
      if (value === null || value === undefined) return [];
      const line = yaml.lines.linePos(yaml.documents[index]?.range?.[0] ?? 0).line;
      return objectsIn(value, { file, line }).map((manifest) => ({ manifest, origin: { file, index, transformations: [] } }));
    });
  });
}

/**
 * The objects of one document: itself, or the items of a List.
 * @throws UserError when it has no apiVersion, kind or name
 */
export function objectsIn(value: unknown, place: { file: string; line?: number }): Manifest[] {
  const manifest = value as Manifest;
  if (typeof value !== "object" || typeof manifest.apiVersion !== "string" || typeof manifest.kind !== "string") {
    throw new UserError("is not a Kubernetes object: apiVersion and kind must be there, as strings", place);
  }
  if (manifest.kind.endsWith("List") && Array.isArray(manifest["items"])) return manifest["items"].flatMap((item) => objectsIn(item, place));
  const { name, generateName } = (manifest.metadata ?? {}) as { name?: unknown; generateName?: unknown };
  if (typeof name !== "string" && typeof generateName !== "string") {
    throw new UserError(`${manifest.kind} has no name: metadata.name must be there, as a string`, place);
  }
  return [manifest];
}
