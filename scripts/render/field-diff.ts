import { isDeepStrictEqual } from "node:util";
import { escapePointer } from "../kubernetes/json-pointer.ts";
import { itemKey } from "./provenance/steps.ts";

/** One field that two versions of an object do not share. */
export interface FieldChange {
  /** For a person: "spec.template.spec.containers[app].image". */
  readonly field: string;
  /** JSON pointer into the later object, or into the earlier one for what is gone. */
  readonly path: string;
  /** undefined for what was added. */
  readonly before?: unknown;
  /** undefined for what was removed. */
  readonly after?: unknown;
}

interface Place {
  readonly field: string;
  readonly path: string;
}

/** Every field in which two versions of a value differ; items of a list are matched by what names them, not by their index. */
export function diffFields(before: unknown, after: unknown, place: Place = { field: "", path: "" }): FieldChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => diffFields(before[key], after[key], below(place, key)));
  }
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, place);
  return [{ ...place, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function diffLists(before: readonly unknown[], after: readonly unknown[], place: Place): FieldChange[] {
  const key = itemKey([...before, ...after]);
  const nameOf = (item: unknown) => String((item as Record<string, unknown>)[key ?? ""]);
  const isTold = (list: readonly unknown[]) => new Set(list.map(nameOf)).size === list.length;
  // Where two items share a name (a port for TCP and for UDP) it tells nothing apart.
  if (key === undefined || !isTold(before) || !isTold(after)) return diffUnnamed(before, after, place);
  const names = [...new Set([...before.map(nameOf), ...after.map(nameOf)])];
  const changes = names.flatMap((name) => {
    const [was, is] = [before, after].map((list) => list.findIndex((item) => nameOf(item) === name)) as [number, number];
    const index = is >= 0 ? is : was;
    return diffFields(before[was], after[is], { field: `${place.field}[${name}]`, path: `${place.path}/${index}` });
  });
  // The same items in another order: that matters for init containers and the order of rules, and is said once.
  return changes.length > 0 ? changes : [{ ...place, before: before.map(nameOf), after: after.map(nameOf) }];
}

/** Items that nothing names: scalars come and go as members of a set, others stay where they are. */
function diffUnnamed(before: readonly unknown[], after: readonly unknown[], place: Place): FieldChange[] {
  if (before.length === after.length)
    return before.flatMap((item, index) => diffFields(item, after[index], { field: `${place.field}[${index}]`, path: `${place.path}/${index}` }));
  const lacks = (list: readonly unknown[], item: unknown) => !list.some((other) => isDeepStrictEqual(other, item));
  const gone = before.flatMap((item, index) => (lacks(after, item) ? [{ ...at(place, index), before: item }] : []));
  const come = after.flatMap((item, index) => (lacks(before, item) ? [{ ...at(place, index), after: item }] : []));
  return gone.length + come.length > 0 ? [...gone, ...come] : [{ ...place, before, after }];
}

function at(place: Place, index: number): Place {
  return { field: `${place.field}[${index}]`, path: `${place.path}/${index}` };
}

function below(place: Place, key: string): Place {
  const name = /^[\w-]+$/.test(key) ? key : `"${key}"`;
  return { field: place.field ? `${place.field}.${name}` : name, path: `${place.path}/${escapePointer(key)}` };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
