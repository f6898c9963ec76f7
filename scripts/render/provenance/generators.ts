import { existsSync } from "node:fs";
import { basename, join, posix } from "node:path";
import type { Kustomization } from "../../discover/kustomization.ts";
import type { Source } from "../../finding.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import { lookup } from "../../lookup.ts";
import { readText, type YamlPath } from "../../yaml/yaml-file.ts";
import { type Hit, placeOf } from "./hit.ts";
import type { Steps } from "./steps.ts";
import { namesOf, type Subject } from "./target.ts";

interface Generator {
  readonly name?: string;
  readonly literals?: readonly string[];
  readonly files?: readonly string[];
  readonly envs?: readonly string[];
  readonly env?: string;
}

const FIELDS: Readonly<Record<string, string>> = { ConfigMap: "configMapGenerator", Secret: "secretGenerator" };

/** The places in a kustomization's generators that made or changed a ConfigMap or Secret: the literal, the file, or the line of an env file. */
export function generatorHits(root: string, kustomization: Kustomization, subject: Subject, steps: Steps): Hit[] {
  const field = lookup(FIELDS, subject.manifest.kind);
  if (!field) return [];
  const entries = (kustomization.value[field] ?? []) as Generator[];
  const names = namesOf(subject);
  return entries.flatMap((generator, index): Hit[] => {
    if (!names.includes(generator.name ?? "")) return [];
    const [first, second] = steps.steps;
    const key =
      first && "field" in first && ["data", "binaryData", "stringData"].includes(first.field) && second && "field" in second ? second.field : undefined;
    if (key === undefined) return [{ source: placeOf(kustomization.yaml, 0, [field, index]), note: "generated" }];
    const found = sourceOfKey(root, kustomization, generator, [field, index], key);
    return found ? [{ note: "generated", ...found }] : [];
  });
}

/** The objects that a kustomization's generators make, as far as their names tell. */
export function generatedBy(kustomization: Kustomization): Manifest[] {
  return Object.entries(FIELDS).flatMap(([kind, field]) =>
    ((kustomization.value[field] ?? []) as Generator[]).flatMap(({ name }) => (name === undefined ? [] : [{ apiVersion: "v1", kind, metadata: { name } }])),
  );
}

/** A later entry of the same key wins: literals before files before env files, as Kustomize loads them. */
function sourceOfKey(
  root: string,
  kustomization: Kustomization,
  generator: Generator,
  path: YamlPath,
  key: string,
): Pick<Hit, "source" | "wholeFile"> | undefined {
  const at = (field: string, index: number) => placeOf(kustomization.yaml, 0, [...path, field, index]);
  const literal = generator.literals?.findLastIndex((each) => each.slice(0, each.indexOf("=")) === key) ?? -1;
  if (literal >= 0) return { source: at("literals", literal) };
  const file = generator.files?.findLastIndex((each) => keyOfFile(each) === key) ?? -1;
  const target = generator.files?.[file];
  if (target !== undefined)
    return { source: { file: posix.join(kustomization.dir, target.slice(target.indexOf("=") + 1)), line: 1, column: 1 }, wholeFile: true };
  for (const each of [...(generator.envs ?? []), ...(generator.env ? [generator.env] : [])]) {
    const found = lineOfVariable(root, posix.join(kustomization.dir, each), key);
    if (found) return { source: found };
  }
  return undefined;
}

function keyOfFile(entry: string): string {
  return entry.includes("=") ? entry.slice(0, entry.indexOf("=")) : basename(entry);
}

function lineOfVariable(root: string, file: string, key: string): Source | undefined {
  if (!existsSync(join(root, file))) return undefined;
  const index = readText(root, file)
    .split(/\r?\n/)
    .findIndex((line) => line.trimStart().split("=")[0] === key);
  return index < 0 ? undefined : { file, line: index + 1, column: 1 };
}
