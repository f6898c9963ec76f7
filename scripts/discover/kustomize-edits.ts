import { posix } from "node:path";
import type { Manifest } from "../kubernetes/manifest.ts";
import { readYaml } from "../yaml/yaml-file.ts";
import { isYaml } from "./files.ts";
import type { Kustomization } from "./kustomization.ts";
import type { Repository } from "./repository.ts";

/** An object that a kustomization may change, as it stands in the file it comes from. */
export interface Candidate {
  readonly manifest: Manifest;
  /** Whether its name or content may differ once rendered: made by a generator, or renamed on the way. */
  readonly made: boolean;
}

/**
 * The objects that the patches, images and replicas of a kustomization can hit: those of its files, of the kustomizations it builds on,
 * and of the generators of both. Undefined when some of them are not in this repository, so that nothing can be said.
 */
export function candidates(repository: Repository, kustomization: Kustomization, trail: readonly string[] = []): Candidate[] | undefined {
  if (["generators", "transformers", "helmCharts"].some((field) => list(kustomization.value[field]).length > 0)) return undefined;
  const found: Candidate[] = generated(kustomization);
  for (const reference of kustomization.references) {
    if (!["resources", "bases", "components"].includes(String(reference.path[0]))) continue;
    if (reference.to === "remote" || reference.to === "missing") return undefined;
    const resolved = reference.resolved as string;
    if (reference.to === "file") {
      if (isYaml(resolved)) found.push(...manifestsIn(repository.root, resolved));
      continue;
    }
    const next = repository.graph.kustomizations.get(resolved);
    if (!next || trail.includes(resolved)) return undefined;
    const below = candidates(repository, next, [...trail, kustomization.dir]);
    if (!below) return undefined;
    found.push(...below);
  }
  return found;
}

function manifestsIn(root: string, file: string): Candidate[] {
  return readYaml(root, file)
    .values.flatMap((value) => itemsOf(value))
    .map((manifest) => ({ manifest, made: false }));
}

function itemsOf(value: unknown): Manifest[] {
  const manifest = value as (Manifest & { items?: unknown }) | null;
  if (typeof manifest !== "object" || manifest === null || typeof manifest.kind !== "string") return [];
  return Array.isArray(manifest.items) && manifest.kind.endsWith("List") ? manifest.items.flatMap(itemsOf) : [manifest];
}

function generated(kustomization: Kustomization): Candidate[] {
  const kinds = { configMapGenerator: "ConfigMap", secretGenerator: "Secret" };
  return Object.entries(kinds).flatMap(([field, kind]) =>
    list(kustomization.value[field]).map((entry) => ({
      manifest: { apiVersion: "v1", kind, metadata: { ...(entry as { namespace?: string }), name: String((entry as { name?: unknown }).name) } },
      made: true,
    })),
  );
}

/** The names that an object may be meant by: its own, and those that a namePrefix or nameSuffix on the way gives it. */
export function namesOf(repository: Repository, kustomization: Kustomization, name: string): string[] {
  const below = kustomization.references
    .filter((reference) => reference.to === "kustomization")
    .flatMap((reference) => repository.graph.kustomizations.get(reference.resolved as string) ?? [])
    .flatMap((next) => namesOf(repository, next, name));
  const names = [name, ...below];
  const { namePrefix = "", nameSuffix = "" } = kustomization.value as { namePrefix?: string; nameSuffix?: string };
  return [...new Set([...names, ...names.map((each) => `${namePrefix}${each}${nameSuffix}`)])];
}

/** A field that holds a list, or an empty one. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A path relative to the root, as a kustomization of a folder writes it. */
export function resolve(kustomization: Kustomization, path: string): string {
  return posix.join(kustomization.dir, path);
}
