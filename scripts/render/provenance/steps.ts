import { tokensOf } from "../../kubernetes/json-pointer.ts";

/** One step down a rendered object. A list item brings its value along: in a source file it may stand at another index. */
export type Step = { readonly field: string } | { readonly index: number; readonly item: unknown };

/** Where a JSON pointer leads in a rendered object. */
export interface Steps {
  /** As far as the pointer leads to something that is there. */
  readonly steps: readonly Step[];
  /** What is there. */
  readonly value: unknown;
  /** The first token that is not there, where the pointer leads on. */
  readonly missing?: string;
}

/** Follows a JSON pointer as far as it goes. */
export function stepsOf(object: unknown, pointer: string): Steps {
  const steps: Step[] = [];
  let value = object;
  for (const token of tokensOf(pointer)) {
    const next = childOf(value, token);
    if (next === undefined) return { steps, value, missing: token };
    steps.push(Array.isArray(value) ? { index: Number(token), item: next } : { field: token });
    value = next;
  }
  return { steps, value };
}

function childOf(value: unknown, token: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[token] : undefined;
}

/**
 * The fields that tell the items of a list apart, the most telling first.
 * The merge keys of the Kubernetes API (x-kubernetes-list-map-keys, patchMergeKey), and what names an item in the custom resources around it.
 */
const KEYS = [
  "name",
  "alert",
  "record",
  "containerPort",
  "port",
  "mountPath",
  "devicePath",
  "secretKey",
  "key",
  "host",
  "path",
  "uid",
  "ip",
  "topologyKey",
  "type",
  "expr",
];

/** The field that tells all these items apart as far as they are one list each, or undefined when none does. */
export function itemKey(items: readonly unknown[]): string | undefined {
  return KEYS.find((key) => items.length > 0 && items.every((item) => ["string", "number"].includes(typeof (item as Record<string, unknown> | null)?.[key])));
}

/** How far the same steps lead in the data of a source file; the longest path that exists there. */
export function follow(data: unknown, steps: readonly Step[]): (string | number)[] {
  const path: (string | number)[] = [];
  let value = data;
  for (const step of steps) {
    const next = "field" in step ? step.field : indexOf(value, step);
    const child = next === undefined ? undefined : childOf(value, String(next));
    if (next === undefined || child === undefined) return path;
    path.push(next);
    value = child;
  }
  return path;
}

/** Which item of a source file's list became a rendered item. */
function indexOf(list: unknown, { item, index }: { index: number; item: unknown }): number | undefined {
  if (!Array.isArray(list)) return undefined;
  const same = list.findIndex((each) => JSON.stringify(each) === JSON.stringify(item));
  if (same >= 0) return same;
  if (typeof item !== "object" || item === null) return undefined;
  for (const key of KEYS) {
    const wanted = (item as Record<string, unknown>)[key];
    if (wanted === undefined || typeof wanted === "object") continue;
    const found = list.flatMap((each, position) => ((each as Record<string, unknown> | null)?.[key] === wanted ? [position] : []));
    if (found.length > 0) return found.includes(index) ? index : found[0];
  }
  // Items that nothing tells apart (the rules of a NetworkPolicy) stay where they are.
  return KEYS.some((key) => key in item) ? undefined : index < list.length ? index : undefined;
}
