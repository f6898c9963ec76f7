import { posix } from "node:path";
import type { Kustomization } from "../../discover/kustomization.ts";
import { tokensOf } from "../../kubernetes/json-pointer.ts";
import { readYaml, type YamlPath } from "../../yaml/yaml-file.ts";
import { type Embedded, embeddedYaml, type Hit, placeOf } from "./hit.ts";
import { follow, type Steps } from "./steps.ts";
import { isNamed, type Selector, type Subject, selects } from "./target.ts";

/** One entry of patches, patchesStrategicMerge or patchesJson6902, ready to be read. */
interface Patch {
  readonly text: Embedded;
  readonly target?: Selector;
}

/** The places in a kustomization's patches that had a say in a value, the last to be applied first. */
export function patchHits(root: string, kustomization: Kustomization, subject: Subject, steps: Steps): Hit[] {
  return patchesOf(root, kustomization)
    .flatMap(({ text, target }) =>
      text.yaml.values.flatMap((document, index) => {
        if (Array.isArray(document)) return target && selects(target, subject) ? operationHits(text, index, document, steps) : [];
        const applies = target ? selects(target, subject) : isNamed(document, subject);
        return applies ? mergeHits(text, index, document, steps) : [];
      }),
    )
    .reverse();
}

/** Kustomize applies patchesStrategicMerge before patches, and patchesJson6902 after them. */
function patchesOf(root: string, kustomization: Kustomization): Patch[] {
  const { value, yaml, dir } = kustomization;
  const load = (path: YamlPath, file: string | undefined, inline: string | undefined, target?: Selector): Patch[] => {
    const text =
      inline === undefined
        ? file && { yaml: readYaml(root, posix.join(dir, file)), outside: (source: Hit["source"]) => source }
        : embeddedYaml(yaml, 0, path, inline);
    return text ? [{ text, ...(target ? { target } : {}) }] : [];
  };
  const entries = (field: string) => [...((value[field] ?? []) as unknown[]).entries()];
  type Entry = { path?: string; patch?: string; target?: Selector };
  const targeted = (field: string) =>
    entries(field).flatMap(([index, entry]) => {
      const { path, patch, target } = entry as Entry;
      return load([field, index, "patch"], path, patch, target);
    });
  const merged = entries("patchesStrategicMerge").flatMap(([index, entry]) => {
    const text = String(entry);
    return text.includes("\n") ? load(["patchesStrategicMerge", index], undefined, text) : load([], text, undefined);
  });
  return [...merged, ...targeted("patches"), ...targeted("patchesJson6902")];
}

/** A strategic merge patch sets what it holds, and takes away what it sets to null or marks with $patch: delete. */
function mergeHits(text: Embedded, index: number, document: unknown, { steps, missing }: Steps): Hit[] {
  const path = follow(document, steps);
  const source = () => text.outside(placeOf(text.yaml, index, path));
  if (path.length < steps.length) return [];
  if (missing === undefined) return path.length > 0 ? [{ source: source(), note: "patched" }] : [];
  const parent = path.reduce<unknown>((data, token) => (data as Record<string, unknown>)[token], document);
  if (typeof parent !== "object" || parent === null) return [];
  const removed = (parent as Record<string, unknown>)[missing] === null || (parent as Record<string, unknown>)["$patch"] === "replace";
  if (removed) return [{ source: text.outside(placeOf(text.yaml, index, missing in parent ? [...path, missing] : path)), note: "removed", removes: true }];
  // What a patch adds to a parent that it creates would be added there.
  return path.length > 0 ? [{ source: source(), note: "patched" }] : [];
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

/** JSON 6902 operations, in reverse: each sets its path and all below it. RFC 6902 */
function operationHits(text: Embedded, index: number, operations: unknown[], steps: Steps): Hit[] {
  const wanted = [...steps.steps, ...(steps.missing === undefined ? [] : [{ field: steps.missing }])];
  return [...operations.entries()].flatMap(([position, each]): Hit[] => {
    const operation = each as Operation;
    const tokens = tokensOf(operation.path ?? "");
    const rest = below(tokens, wanted, operation);
    if (rest === undefined) return [];
    if (operation.op === "remove")
      return steps.missing !== undefined && rest.length === 0
        ? [{ source: text.outside(placeOf(text.yaml, index, [position, "path"])), note: "removed", removes: true }]
        : [];
    const path = follow(operation.value, rest);
    if (path.length < rest.length - (steps.missing === undefined ? 0 : 1)) return [];
    if (steps.missing !== undefined && rest.length === 0) return [];
    const place = operation.value === undefined ? [position, "path"] : [position, "value", ...path];
    return [{ source: text.outside(placeOf(text.yaml, index, place)), note: "patched" }];
  });
}

/** The steps that lead on below an operation's path, or undefined when it is about something else. */
function below(tokens: readonly string[], steps: Steps["steps"], operation: Operation): Steps["steps"] | undefined {
  if (tokens.length > steps.length) return undefined;
  const leadsThere = tokens.every((token, position) => {
    const step = steps[position];
    if (!step) return false;
    if ("field" in step) return step.field === token;
    // An index may have moved since; an item that was added is known by its value.
    if (position === tokens.length - 1 && operation.op === "add")
      return JSON.stringify(step.item) === JSON.stringify(operation.value) || token === String(step.index);
    return token === String(step.index);
  });
  return leadsThere ? steps.slice(tokens.length) : undefined;
}
