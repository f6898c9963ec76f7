import type { Repository } from "../../discover/repository.ts";
import type { Finding, Source } from "../../finding.ts";
import { idOf, refOf } from "../../kubernetes/object-id.ts";
import { readYaml, sourceAt } from "../../yaml/yaml-file.ts";
import { isChart } from "../charts/values.ts";
import type { RenderedObject } from "../index.ts";
import { locateInChart } from "./chart.ts";
import { inString, splitPath } from "./embedded.ts";
import type { Hit } from "./hit.ts";
import { documentHits, documentOf, layerHits, type Question } from "./layers.ts";
import { originalName } from "./original-name.ts";
import { sourceHits } from "./source-kustomize.ts";
import { stepsOf } from "./steps.ts";

/**
 * Adds to each finding on a rendered object the line that a person must edit, through overlays, patches, components and generators.
 * Files are read for findings only: a clean run pays nothing.
 */
export function locate(repository: Repository, objects: readonly RenderedObject[], findings: readonly Finding[]): Finding[] {
  const byId = Map.groupBy(objects, (object) => `${object.tree.environment} ${idOf(refOf(object.manifest))}`);
  return findings.map((finding) => {
    const object = finding.object && byId.get(`${finding.environment} ${idOf(finding.object)}`)?.[0];
    return finding.source || !object ? finding : { ...finding, source: locateIn(repository, object, finding.path ?? "") };
  });
}

/**
 * The place in the repository that says what stands at a path of a rendered object, with the chain of places that had a say in it.
 * Where that cannot be known it is the object's own file, marked approximate.
 */
export function locateIn(repository: Repository, object: RenderedObject, path: string): Source {
  const { pointer, inside } = splitPath(path);
  const { tree, origin, manifest } = object;
  if (isChart(tree)) return locateInChart(repository.root, object, path);
  const subject = { manifest, originalName: originalName(repository, object) };
  const question: Question = { subject, origin, steps: stepsOf(manifest, pointer) };
  const hits =
    tree.kind === "kustomization"
      ? [...sourceHits(tree, question.steps), ...layerHits(repository, tree.path, question)]
      : documentHits(readYaml(repository.root, origin.file as string), question);
  const hit = decisive(hits, question);
  if (!hit) return fallback(repository, object, question);
  const source = inside !== undefined && typeof question.steps.value === "string" ? inString(repository.root, hit, question.steps.value, inside) : hit.source;
  return hits.length > 1 ? { ...source, chain: chainOf(hits) } : source;
}

/** Which place to edit: for a value the last that set it, for what is missing or has parts the first that made its parent. */
function decisive(hits: readonly Hit[], { steps }: Question): Hit | undefined {
  const setting = hits.filter((hit) => !hit.carries);
  const isScalar = typeof steps.value !== "object" || steps.value === null;
  if (steps.missing === undefined && isScalar) return setting.find((hit) => !hit.removes) ?? hits[0];
  return setting.find((hit) => hit.removes) ?? setting.at(-1) ?? hits.at(-1);
}

function chainOf(hits: readonly Hit[]): NonNullable<Source["chain"]> {
  return hits
    .toReversed()
    .map(({ source, note }, index) => ({ file: source.file, line: source.line, note: index > 0 && note === "patched" ? "overridden" : note }));
}

/** The closest thing that is known for sure to be about the object: its document, its generator, or the overlay. */
function fallback(repository: Repository, { tree, origin }: RenderedObject, { subject, steps }: Question): Source {
  const file = origin.file ?? origin.generatedIn ?? tree.files[0] ?? tree.path;
  const yaml = readYaml(repository.root, file);
  const { index = 0, within = [] } = documentOf(yaml, subject, origin) ?? {};
  const path = steps.steps.map((step) => ("field" in step ? step.field : step.index));
  return { ...sourceAt(yaml, origin.file ? index : 0, origin.file ? [...within, ...path] : []), approximate: true };
}
