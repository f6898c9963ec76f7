import { digest } from "../cache.ts";
import type { FieldChange } from "../render/field-diff.ts";

/** Values of a Secret do not belong into comments and logs: what stands for them tells two of them apart and nothing more. */
export function withoutSecretValues(kind: string, fields: readonly FieldChange[]): readonly FieldChange[] {
  if (kind !== "Secret") return fields;
  return fields.map((field) => (/^\/(data|stringData)(\/|$)/.test(field.path) ? hide(field) : field));
}

function hide({ field, path, before, after }: FieldChange): FieldChange {
  return { field, path, ...(before === undefined ? {} : { before: standIn(before) }), ...(after === undefined ? {} : { after: standIn(after) }) };
}

function standIn(value: unknown): string {
  return `(hidden, ${digest([JSON.stringify(value)]).slice(0, 8)})`;
}
