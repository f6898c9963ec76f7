import { didYouMean } from "../did-you-mean.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { groupOf } from "../kubernetes/scope.ts";
import rules from "../rules/groups/model.ts";
import type { UnknownField, Validator } from "../schema/compile.ts";
import { explainErrors } from "../schema/schema-error.ts";
import { apiViolations } from "./api/index.ts";
import { crdViolations, uncheckedRules } from "./crd/index.ts";
import type { CustomResourceDefinition } from "./crd/schema.ts";
import { loadSchema, schemaVersionsOf } from "./schemas.ts";
import { loadTypedModel, typedVersionsOf } from "./typed-models.ts";
import type { Violation } from "./violation.ts";

/** Checks objects against what is known of their kinds; each kind is loaded when its first object appears. */
export class Models {
  readonly #root: string;
  readonly #validators = new Map<string, Promise<Validator | undefined>>();
  readonly #definitions = new Map<string, Manifest>();

  /** @param root the repository, which may bring JSON Schemas of its own in schemas/kinds */
  constructor(root: string) {
    this.#root = root;
  }

  /** Takes kinds from the CustomResourceDefinitions among objects; a kind that something else here knows is judged by that. */
  define(objects: readonly Manifest[]): void {
    for (const object of objects) {
      const { spec } = object as Manifest & Partial<CustomResourceDefinition>;
      if (object.kind === "CustomResourceDefinition") this.#definitions.set(`${spec?.group}/${spec?.names?.kind}`, object);
    }
  }

  /** Whether the kind of an object is known without a definition that {@link define} may still bring. */
  async knows({ apiVersion, kind }: Manifest): Promise<boolean> {
    return (await this.#validator(apiVersion, kind)) !== undefined;
  }

  /** The rules in CEL of an object's CustomResourceDefinition that cannot be judged here. */
  async uncheckedRules(object: Manifest): Promise<string[]> {
    const definition = await this.#definitionOf(object);
    return definition ? uncheckedRules(object, definition) : [];
  }

  /** The definition of an object's kind; one that the API server would refuse defines nothing. */
  async #definitionOf({ apiVersion, kind }: Manifest): Promise<CustomResourceDefinition | undefined> {
    const definition = this.#definitions.get(`${groupOf(apiVersion)}/${kind}`);
    return definition && (await this.violations(definition)).length === 0 ? (definition as Manifest & CustomResourceDefinition) : undefined;
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
    if (!validator) {
      const definition = await this.#definitionOf(object);
      return definition ? crdViolations(object, definition) : [unknownKind(object, await this.#versionsOf(object))];
    }
    const { errors, unknown } = validator.validate(object);
    return [...unknown.map(unknownField), ...explainErrors(object, errors).map((error) => ({ rule: rules.schema.id, help: rules.schema.help, ...error }))];
  }

  /** Under which API versions something here knows the kind of an object, those of its own group first. */
  async #versionsOf({ apiVersion, kind }: Manifest): Promise<string[]> {
    const known = [...new Set([...(await typedVersionsOf(kind)), ...schemaVersionsOf(this.#root, kind)])].sort();
    const stable = known.filter((version) => /\/v\d+$/.test(version));
    const candidates = stable.length > 0 ? stable : known;
    const own = candidates.filter((version) => groupOf(version) === groupOf(apiVersion));
    return own.length > 0 ? own : candidates;
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

/** @param known the API versions that the kind has: then the version is wrong, and not the kind */
function unknownKind(object: Manifest, known: readonly string[]): Violation {
  return {
    rule: rules["unknown-kind"].id,
    path: known.length > 0 ? "/apiVersion" : "/kind",
    message: `nothing here knows ${object.apiVersion} ${object.kind}, so it was not checked${known.length > 0 ? `; ${object.kind} is of ${known.join(", ")}` : ""}`,
    help: `Correct apiVersion and kind, or render its CustomResourceDefinition, or add its JSON Schema as schemas/kinds/${object.apiVersion}/${object.kind}.json.`,
  };
}

function unknownField(field: UnknownField): Violation {
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
