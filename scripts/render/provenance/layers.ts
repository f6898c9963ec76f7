import { posix } from "node:path";
import { isYaml } from "../../discover/files.ts";
import type { Kustomization } from "../../discover/kustomization.ts";
import { reach } from "../../discover/overlay-graph.ts";
import type { Repository } from "../../discover/repository.ts";
import { tokensOf } from "../../kubernetes/json-pointer.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import { readYaml, type YamlFile } from "../../yaml/yaml-file.ts";
import type { Origin } from "../index.ts";
import { type Part, partsOf } from "../lists.ts";
import { entryHits } from "./entries.ts";
import { generatedBy, generatorHits } from "./generators.ts";
import { type Hit, placeOf } from "./hit.ts";
import { patchHits } from "./patches.ts";
import { pointerOf, type ReplacementHit, replacementHits } from "./replacements.ts";
import { follow, type Steps } from "./steps.ts";
import { isNamed, type Subject, selects } from "./target.ts";

/** What is asked: who had a say in this value of this object. */
export interface Question {
  readonly subject: Subject;
  readonly origin: Origin;
  readonly steps: Steps;
  /** The overlay that was rendered, where the question was first asked. */
  readonly overlay?: string;
}

/** Every place that had a say in a value, down the kustomizations that an overlay is made of; the last to be applied comes first. */
export function layerHits(repository: Repository, dir: string, asked: Question): Hit[] {
  const question = { ...asked, overlay: asked.overlay ?? dir };
  const kustomization = repository.graph.kustomizations.get(dir);
  if (!kustomization) return [];
  const { root } = repository;
  const { subject, steps } = question;
  const parts = kustomization.references.filter((reference) => reference.path[0] === "components").reverse();
  return [
    ...replacementHits(root, kustomization, subject, steps).flatMap((hit) => [hit, ...copied(repository, dir, question.overlay, hit)]),
    ...entryHits(kustomization, subject, steps),
    ...patchHits(root, kustomization, subject, steps),
    ...parts.flatMap((reference) => layerHits(repository, reference.resolved as string, question)),
    ...generatorHits(root, kustomization, subject, steps),
    ...baseHits(repository, kustomization, question),
  ];
}

/** The resource of a kustomization that brings the object in: a file with it, or another kustomization. */
function baseHits(repository: Repository, kustomization: Kustomization, question: Question): Hit[] {
  const { file = question.origin.generatedIn } = question.origin;
  return kustomization.references
    .filter((reference) => reference.path[0] === "resources" || reference.path[0] === "bases")
    .flatMap((reference) => {
      if (file === undefined) return [];
      if (reference.to === "file") return reference.resolved === file ? documentHits(readYaml(repository.root, file), question) : [];
      if (reference.to !== "kustomization") return [];
      const base = reference.resolved as string;
      const brings = reach(repository.root, repository.graph, base, { remote: true }).files.includes(file);
      return brings ? layerHits(repository, base, question) : [];
    });
}

/** The object's own document in the file that it was read from. */
export function documentHits(yaml: YamlFile, { subject, origin, steps }: Question): Hit[] {
  const found = documentOf(yaml, subject, origin);
  if (!found) return [];
  const path = follow(found.value, steps.steps);
  return path.length < steps.steps.length ? [] : [{ source: placeOf(yaml, found.index, [...found.within, ...path]), note: "set" }];
}

/** Which document of a file describes the object, or which item of a List. */
export function documentOf(yaml: YamlFile, subject: Subject, { index, within }: Pick<Origin, "index" | "within"> = {}): (Part & { index: number }) | undefined {
  const parts = yaml.values.flatMap((document, at) => partsOf(document).map((part) => ({ ...part, index: at })));
  if (index === undefined) return parts.find(({ value }) => isNamed(value, subject));
  const of = parts.filter((part) => part.index === index);
  return of.find((part) => String(part.within) === String(within ?? [])) ?? of.find(({ value }) => isNamed(value, subject)) ?? of[0];
}

/** Where a replacement's value comes from. A Component may copy from an object that only the overlay beside it brings. */
function copied(repository: Repository, dir: string, overlay: string, hit: ReplacementHit): Hit[] {
  const hits = copiedHits(repository, dir, hit);
  return hits.length > 0 || dir === overlay ? hits : copiedHits(repository, overlay, hit);
}

/** The places of a replacement's source object, which need not be among the rendered ones. */
function copiedHits(repository: Repository, dir: string, { copied }: ReplacementHit): Hit[] {
  if (!copied) return [];
  const { root, graph } = repository;
  for (const file of reach(root, graph, dir, { remote: true }).files) {
    const origins = describedIn(repository, file);
    for (const { manifest, origin } of origins) {
      const subject = { manifest, originalName: manifest.metadata.name };
      if (!selects(copied.selector, subject)) continue;
      const hits = layerHits(repository, dir, { subject, origin, steps: stepsTo(pointerOf(copied.fieldPath, manifest)) });
      if (hits.length > 0) return hits;
    }
  }
  return [];
}

/** The objects that a file describes: its documents, or what the generators of a kustomization make. */
function describedIn({ root, graph }: Repository, file: string): { manifest: Manifest; origin: Origin }[] {
  if (!isYaml(file)) return [];
  const kustomization = graph.kustomizations.get(posix.dirname(file));
  if (kustomization?.yaml.file === file) {
    return generatedBy(kustomization).map((manifest) => ({ manifest, origin: { generatedIn: file, transformations: [] } }));
  }
  return readYaml(root, file).values.flatMap((document, index) => {
    const manifest = document as Manifest | null;
    return manifest?.metadata?.name ? [{ manifest, origin: { file, index, transformations: [] } }] : [];
  });
}

/** A value whose neighbours are not known: each step is a field. */
function stepsTo(pointer: string): Steps {
  return { steps: tokensOf(pointer).map((field) => ({ field })), value: "" };
}
