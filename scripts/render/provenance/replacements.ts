import { posix } from "node:path";
import type { Kustomization } from "../../discover/kustomization.ts";
import type { Source } from "../../finding.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import { readYaml, sourceAt, type YamlFile, type YamlPath } from "../../yaml/yaml-file.ts";
import type { Hit } from "./hit.ts";
import type { Step, Steps } from "./steps.ts";
import { type Selector, type Subject, selects } from "./target.ts";

interface Replacement {
  readonly path?: string;
  readonly source?: Selector & { readonly fieldPath?: string };
  readonly sourceValue?: string;
  readonly targets?: readonly { readonly select?: Selector; readonly reject?: readonly Selector[]; readonly fieldPaths?: readonly string[] }[];
}

/** What a replacement copies: where its source object is described, and which field of it. */
export interface Copied {
  readonly selector: Selector;
  readonly fieldPath: string;
}

export interface ReplacementHit extends Hit {
  readonly copied?: Copied;
}

/** The replacements that set a value, last first. The value itself stands in their source object. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/ */
export function replacementHits(root: string, kustomization: Kustomization, subject: Subject, { steps, missing }: Steps): ReplacementHit[] {
  if (missing !== undefined) return [];
  return replacementsOf(root, kustomization)
    .flatMap(({ replacement, yaml, path }) =>
      (replacement.targets ?? []).flatMap((target, index): ReplacementHit[] => {
        if (!selects(target.select ?? {}, subject) || target.reject?.some((each) => selects(each, subject))) return [];
        const field = (target.fieldPaths ?? ["metadata.name"]).findIndex((fieldPath) => leadsTo(fieldPath, steps));
        if (field < 0) return [];
        const source: Source = sourceAt(yaml, 0, [...path, "targets", index, "fieldPaths", field]);
        if (replacement.sourceValue !== undefined) return [{ source: sourceAt(yaml, 0, [...path, "sourceValue"]), note: "replaced" }];
        const { fieldPath = "metadata.name", ...selector } = replacement.source ?? {};
        return [{ source, note: "carried here by the replacement", carries: true, copied: { selector, fieldPath } }];
      }),
    )
    .reverse();
}

function replacementsOf(root: string, kustomization: Kustomization): { replacement: Replacement; yaml: YamlFile; path: YamlPath }[] {
  const entries = (kustomization.value["replacements"] ?? []) as Replacement[];
  return entries.flatMap((replacement, index) => {
    if (replacement.path === undefined) return [{ replacement, yaml: kustomization.yaml, path: ["replacements", index] }];
    const yaml = readYaml(root, posix.join(kustomization.dir, replacement.path));
    const value = yaml.values[0];
    if (!Array.isArray(value)) return [{ replacement: value as Replacement, yaml, path: [] }];
    return value.map((each, position) => ({ replacement: each as Replacement, yaml, path: [position] }));
  });
}

/** Whether a replacement's field path is the one of a value: "spec.containers.[name=app].image", "*" for any item. */
function leadsTo(fieldPath: string, steps: readonly Step[]): boolean {
  const parts = partsOf(fieldPath);
  return (
    parts.length === steps.length &&
    parts.every((part, index) => {
      const step = steps[index] as Step;
      if ("field" in step) return part === step.field || part === "*";
      const [, key, value] = /^\[(.+?)=(.*)\]$/.exec(part) ?? [];
      if (key !== undefined) return String((step.item as Record<string, unknown>)[key]) === value;
      return part === "*" || part === String(step.index);
    })
  );
}

/** Splits at dots, but not at escaped ones nor inside brackets. */
export function partsOf(fieldPath: string): string[] {
  return (fieldPath.match(/(?:\[[^\]]*\]|\\.|[^.])+/g) ?? []).map((part) =>
    part.startsWith("[") && !part.includes("=") ? part.slice(1, -1) : part.replaceAll("\\.", "."),
  );
}

/** The JSON pointer of a simple field path. */
export function pointerOf(fieldPath: string, manifest: Manifest): string {
  let value: unknown = manifest;
  return partsOf(fieldPath)
    .map((part) => {
      const [, key, wanted] = /^\[(.+?)=(.*)\]$/.exec(part) ?? [];
      const token = key !== undefined && Array.isArray(value) ? String(value.findIndex((item) => String(item?.[key]) === wanted)) : part;
      value = (value as Record<string, unknown> | undefined)?.[token];
      return `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    })
    .join("");
}
