import { diffLines } from "diff";
import { stringify } from "yaml";
import type { Manifest } from "../../kubernetes/manifest.ts";
import { diffFields } from "../../render/field-diff.ts";
import { withoutHashes } from "../../render/generated-names.ts";
import type { RenderedObject } from "../../render/rendered-tree.ts";
import { unitName } from "./units.ts";

/** What a difference is about; the first pattern that its field matches decides. */
export const SUBJECTS = {
  images: { title: "Images and versions", pattern: /\.image$|\.targetRevision$|[vV]ersion"?$/ },
  replicas: { title: "Replicas", pattern: /\.replicas$|[rR]eplica(s|Count)$|\.(minAvailable|maxUnavailable)$/ },
  storage: { title: "Storage", pattern: /storage/i },
  resources: { title: "Resources", pattern: /\.resources\.|\.hard\.|\.(min|max)Allowed\.|\.limits\[/ },
  other: { title: "Everything else", pattern: /^/ },
} as const;

export type Subject = keyof typeof SUBJECTS;

/** A field that is not the same in every environment; a value for each environment, undefined where it is not set. */
export interface Difference {
  readonly field: string;
  readonly subject: Subject;
  readonly values: readonly (string | undefined)[];
}

/** An object of several environments, or of some of them only. */
export interface Compared {
  readonly unit: string;
  readonly kind: string;
  readonly name: string;
  /** For each environment, whether it has the object. */
  readonly present: readonly boolean[];
  readonly differences: readonly Difference[];
}

/** Holds the environments against each other: the objects that are not in all of them or not the same there. */
export function compareEnvironments(environments: readonly string[], objects: readonly RenderedObject[]): Compared[] {
  const byEnvironment = Map.groupBy(objects, ({ tree }) => tree.environment);
  const key = (object: RenderedObject) => JSON.stringify([unitFor(object, environments), object.manifest.kind, object.manifest.metadata.name]);
  const indexed = environments.map((environment) => new Map(withoutHashes(byEnvironment.get(environment) ?? []).map((object) => [key(object), object])));
  const keys = [...new Set(indexed.flatMap((index) => [...index.keys()]))].sort();
  const compared = keys.map((each): Compared => {
    const versions = indexed.map((index) => index.get(each)?.manifest);
    const [unit, kind, name] = JSON.parse(each) as [string, string, string];
    return {
      unit,
      kind,
      name,
      present: versions.map((version) => version !== undefined),
      differences: versions.includes(undefined) ? [] : differences(versions as Manifest[]),
    };
  });
  return compared.filter(({ present, differences }) => differences.length > 0 || present.includes(false));
}

/** A folder is named after its environment: without that name it is the same one in each. */
function unitFor(object: RenderedObject, environments: readonly string[]): string {
  return unitName(object)
    .split("/")
    .filter((segment) => object.tree.application || !environments.includes(segment))
    .join("/");
}

function differences(versions: readonly Manifest[]): Difference[] {
  const [first, ...others] = versions;
  const changes = others.map((other) => new Map(diffFields(first, other).map((change) => [change.field, change])));
  const fields = [...new Set(changes.flatMap((each) => [...each.keys()]))];
  return fields.map((field) => {
    const before = changes.map((each) => each.get(field)).find((change) => change !== undefined)?.before;
    const values = [before, ...changes.map((each) => (each.has(field) ? each.get(field)?.after : before))];
    return { field, subject: subjectOf(field), values: asTexts(values) };
  });
}

function subjectOf(field: string): Subject {
  const [subject] = Object.entries(SUBJECTS).find(([, { pattern }]) => pattern.test(field)) as [Subject, unknown];
  return subject;
}

/** Of long texts only the lines that differ. */
function asTexts(values: readonly unknown[]): (string | undefined)[] {
  const texts = values.map((value) => (value === undefined ? undefined : typeof value === "string" ? value : stringify(value).trimEnd()));
  const [first, second] = texts;
  if (texts.length !== 2 || first === undefined || second === undefined || !first.includes("\n") || !second.includes("\n")) return texts;
  const parts = diffLines(first, second);
  const lines = (wanted: "added" | "removed") => parts.filter((part) => part[wanted]).map((part) => part.value.trimEnd());
  return [lines("removed").join("\n"), lines("added").join("\n")];
}
