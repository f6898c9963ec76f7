import { didYouMean } from "../did-you-mean.ts";
import rules from "../rules/groups/model.ts";
import type { UnknownField } from "../schema/compile.ts";
import type { Violation } from "./violation.ts";

/** A field that a kind has not, with the one that was meant, where that can be told. */
export function unknownField(field: UnknownField): Violation {
  const meant = didYouMean(field.name, field.known);
  return {
    rule: rules["unknown-field"].id,
    path: field.path,
    message: `unknown field "${field.name}"${meant ? `, did you mean "${meant}"?` : ""}`,
    help: `The API server drops or refuses it. Fields here: ${summarise(field.known)}.`,
  };
}

function summarise(names: readonly string[]): string {
  const shown = names.filter((name) => name !== "apiVersion" && name !== "kind").slice(0, 12);
  return shown.length < names.length ? `${shown.join(", ")}, …` : shown.join(", ");
}
