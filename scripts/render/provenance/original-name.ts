import { posix } from "node:path";
import type { Repository } from "../../discover/repository.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import { readYaml } from "../../yaml/yaml-file.ts";
import type { RenderedObject } from "../index.ts";
import { generatedBy } from "./generators.ts";

/** The name that an object had before prefixes, suffixes and hashes: the longest of its kind in its file or generator that its name still holds. */
export function originalName(repository: Repository, { manifest, origin }: RenderedObject): string {
  const names = origin.file ? namesInFile(repository, origin.file, manifest) : namesGenerated(repository, origin.generatedIn);
  const held = names.filter((name) => manifest.metadata.name.includes(name));
  return held.sort((a, b) => b.length - a.length)[0] ?? manifest.metadata.name;
}

function namesInFile(repository: Repository, file: string, { kind }: Manifest): string[] {
  const documents = readYaml(repository.root, file).values as (Partial<Manifest> | null)[];
  return documents.flatMap((document) => (document?.kind === kind && document.metadata?.name ? [document.metadata.name] : []));
}

function namesGenerated(repository: Repository, file = ""): string[] {
  const kustomization = repository.graph.kustomizations.get(posix.dirname(file));
  return kustomization ? generatedBy(kustomization).map(({ metadata }) => metadata.name) : [];
}
