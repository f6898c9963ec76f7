import type { Repository } from "../../discover/repository.ts";
import { readYaml, sourceAt, type YamlFile } from "../../discover/yaml-file.ts";
import type { Finding, Source } from "../../finding.ts";
import type { Manifest } from "../../model/manifest.ts";
import { tokensOf } from "../../model/schema-error.ts";
import { idOf, refOf } from "../../policy/object-id.ts";
import type { RenderedObject } from "../index.ts";

/** Adds to each finding on a rendered object the line that a person must edit. Files are read only for findings. */
export function locate(repository: Repository, objects: readonly RenderedObject[], findings: readonly Finding[]): Finding[] {
  const byId = new Map(objects.map((object) => [idOf(refOf(object.manifest)), object]));
  return findings.map((finding) => {
    const object = finding.object && byId.get(idOf(finding.object));
    if (finding.source || !object) return finding;
    return { ...finding, source: sourceOf(repository, object, finding.path ?? "") };
  });
}

function sourceOf(repository: Repository, { origin, tree, manifest }: RenderedObject, pointer: string): Source {
  const file = origin.file ?? origin.generatedIn ?? tree.files[0] ?? tree.path;
  const yaml = readYaml(repository.root, file);
  const index = origin.index ?? documentOf(yaml, manifest);
  const source = sourceAt(yaml, index, tokensOf(pointer).map(asIndex));
  return origin.transformations.length > 0 || origin.file === undefined ? { ...source, approximate: true } : source;
}

function documentOf(yaml: YamlFile, manifest: Manifest): number {
  const index = yaml.values.findIndex((value) => {
    const other = value as Manifest | null;
    return other?.kind === manifest.kind && manifest.metadata.name.includes(other.metadata?.name);
  });
  return Math.max(index, 0);
}

function asIndex(token: string): string | number {
  return /^\d+$/.test(token) ? Number(token) : token;
}
