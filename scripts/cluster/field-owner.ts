import { tokensOf } from "../kubernetes/json-pointer.ts";
import type { Manifest } from "../kubernetes/manifest.ts";

/** An entry of metadata.managedFields. https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management */
interface ManagedFields {
  readonly manager: string;
  readonly operation: string;
  readonly subresource?: string;
  readonly time?: string;
  readonly fieldsV1?: Fields;
}
type Fields = { readonly [key: string]: Fields };

/** Who set a field of a live object last; undefined where nobody did, as of a default of the API server. */
export function ownerOfField(live: Manifest, pointer: string): string | undefined {
  const { managedFields = [] } = live.metadata as { managedFields?: ManagedFields[] };
  const owners = managedFields
    .filter(({ fieldsV1, subresource }) => subresource === undefined && fieldsV1 !== undefined && holds(fieldsV1, live, tokensOf(pointer)))
    .sort((a, b) => ((a.time ?? "") < (b.time ?? "") ? 1 : -1));
  return owners[0]?.manager;
}

/** Whether a set of fields has a path: down to its end, or to a value that is set as a whole. */
function holds(fields: Fields, value: unknown, [token, ...rest]: readonly string[]): boolean {
  if (token === undefined) return true;
  const [key, child] = Array.isArray(value)
    ? [keyOfItem(fields, value[Number(token)]), value[Number(token)]]
    : [`f:${token}`, (value as Fields | undefined)?.[token]];
  const next = key === undefined ? undefined : fields[key];
  if (next === undefined) return false;
  return Object.keys(next).length === 0 || holds(next, child, rest);
}

/** The key of a list's item: by its identifying fields, or by its value. */
function keyOfItem(fields: Fields, item: unknown): string | undefined {
  return Object.keys(fields).find((key) => {
    if (key.startsWith("v:")) return key === `v:${JSON.stringify(item)}`;
    if (!key.startsWith("k:")) return false;
    return Object.entries(JSON.parse(key.slice(2)) as object).every(([field, value]) => (item as Record<string, unknown> | undefined)?.[field] === value);
  });
}
