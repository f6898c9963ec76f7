import { apiViolations } from "./api/index.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Manifest } from "./manifest.ts";
import { explainErrors } from "./schema-error.ts";
import { loadSchema } from "./schemas.ts";
import type { UnknownField } from "./strict.ts";
import { loadTypedModel, type Validator } from "./typed-models.ts";
import type { Violation } from "./violation.ts";

/** Checks objects against what is known of their kinds; each kind is loaded when its first object appears. */
export class Models {
  readonly #root: string;
  readonly #validators = new Map<string, Promise<Validator | undefined>>();

  /** @param root the repository, which may bring JSON Schemas of its own in schemas/kinds */
  constructor(root: string) {
    this.#root = root;
  }

  /** Everything that the API server would refuse about an object: its shape, and what the schema allows though the server does not. */
  async violations(object: Manifest): Promise<Violation[]> {
    const shape = await this.shapeViolations(object);
    // A missing value is both a matter of shape and of the API's own rules: one of them says it.
    const said = new Set(shape.map((violation) => violation.path));
    return [...shape, ...apiViolations(object).filter((violation) => !said.has(violation.path))];
  }

  /**
   * Everything that is wrong with the shape of an object.
   * A kind that neither a typed model nor a schema knows is wrong too: nothing would have checked it.
   */
  async shapeViolations(object: Manifest): Promise<Violation[]> {
    const validator = await this.#validator(object.apiVersion, object.kind);
    if (!validator) return [unknownKind(object)];
    const { errors, unknown } = validator.validate(object);
    return [...unknown.map(unknownField), ...explainErrors(object, errors).map((error) => ({ rule: "model/schema", help: SCHEMA_HELP, ...error }))];
  }

  #validator(apiVersion: string, kind: string): Promise<Validator | undefined> {
    const key = `${apiVersion}/${kind}`;
    const loading = this.#validators.get(key) ?? this.#load(apiVersion, kind);
    this.#validators.set(key, loading);
    return loading;
  }

  async #load(apiVersion: string, kind: string): Promise<Validator | undefined> {
    return (await loadTypedModel(apiVersion, kind)) ?? loadSchema(this.#root, apiVersion, kind);
  }
}

const SCHEMA_HELP = "Correct the value; the API server would refuse it.";

function unknownKind(object: Manifest): Violation {
  return {
    rule: "model/unknown-kind",
    path: "/kind",
    message: `nothing here knows ${object.apiVersion} ${object.kind}, so it was not checked`,
    help: `Correct apiVersion and kind, or add the kind's JSON Schema as schemas/kinds/${object.apiVersion}/${object.kind}.json.`,
  };
}

function unknownField(field: UnknownField): Violation {
  const meant = didYouMean(field.name, field.known);
  return {
    rule: "model/unknown-field",
    path: field.path,
    message: `unknown field "${field.name}"${meant ? `, did you mean "${meant}"?` : ""}`,
    help: `The API server drops or refuses it. Fields here: ${summarise(field.known)}.`,
  };
}

function summarise(names: readonly string[]): string {
  const shown = names.filter((name) => name !== "apiVersion" && name !== "kind").slice(0, 12);
  return shown.length < names.length ? `${shown.join(", ")}, …` : shown.join(", ");
}
