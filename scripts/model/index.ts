import type { Manifest } from "../kubernetes/manifest.ts";
import { groupOf, isBuiltIn } from "../kubernetes/scope.ts";
import rules from "../rules/groups/model.ts";
import type { Validator } from "../schema/compile.ts";
import { explainErrors } from "../schema/schema-error.ts";
import { TOOLCHAIN } from "../toolchain.ts";
import { apiViolations } from "./api/index.ts";
import { crdViolations, serves, uncheckedRules } from "./crd/index.ts";
import type { CustomResourceDefinition } from "./crd/schema.ts";
import { misspelled } from "./known-kinds.ts";
import { SchemaLocations } from "./schema-locations.ts";
import { loadSchema, schemaVersionsOf } from "./schemas.ts";
import { loadTypedModel, typedVersionsOf } from "./typed-models.ts";
import { unknownField } from "./unknown-field.ts";
import type { Violation } from "./violation.ts";

/** Checks objects against what is known of their kinds; each kind is loaded when its first object appears. */
export class Models {
  readonly #root: string;
  readonly #locations: SchemaLocations;
  readonly #validators = new Map<string, Promise<Validator | undefined>>();
  readonly #usable = new Map<Manifest, Promise<boolean>>();
  readonly #unknown = new Map<string, Promise<Violation>>();
  readonly #users = new Map<string, Promise<Validator | undefined>>();
  readonly #definitions = new Map<string, Manifest[]>();

  /**
   * @param root the repository, which may bring JSON Schemas of its own in schemas/kinds
   * @param locations where else a user has some
   */
  constructor(root: string, locations: SchemaLocations = new SchemaLocations(root, { schemas: [], remote: false })) {
    this.#root = root;
    this.#locations = locations;
  }

  /** Takes kinds from the CustomResourceDefinitions among objects: they count before what is bundled here, and after the user's schemas. */
  define(objects: readonly Manifest[]): void {
    for (const object of objects) {
      const { spec } = object as Manifest & Partial<CustomResourceDefinition>;
      if (object.kind !== "CustomResourceDefinition") continue;
      const name = `${spec?.group}/${spec?.names?.kind}`;
      this.#definitions.set(name, [...(this.#definitions.get(name) ?? []), object]);
    }
  }

  /** Whether an object is judged by a definition that {@link define} brought. */
  async isDefined({ apiVersion, kind }: Manifest): Promise<boolean> {
    return this.#definitions.has(`${groupOf(apiVersion)}/${kind}`) && (await this.#ofUser(apiVersion, kind)) === undefined;
  }

  /** Whether an object is a custom resource that a model bundled here judges: yours may be newer. */
  async isBundled(object: Manifest): Promise<boolean> {
    return !isBuiltIn(object.apiVersion) && !(await this.isDefined(object)) && (await this.#ofUser(object.apiVersion, object.kind)) === undefined;
  }

  /** Whether the model that judges it is one of the schemas of this toolchain, which have what its own trees need, and no more. */
  async isPartial({ apiVersion, kind }: Manifest): Promise<boolean> {
    return this.#root !== TOOLCHAIN && (await loadTypedModel(apiVersion, kind)) === undefined;
  }

  /** Whether anything here knows the kind of an object. */
  async knows(object: Manifest): Promise<boolean> {
    return (await this.isDefined(object)) || (await this.#validator(object.apiVersion, object.kind)) !== undefined;
  }

  /** The rules in CEL of an object's CustomResourceDefinition that cannot be judged here. */
  async uncheckedRules(object: Manifest): Promise<readonly string[]> {
    const definition = await this.#definitionOf(object);
    return definition ? uncheckedRules(object, definition) : [];
  }

  /** The definition of an object's kind, of several one that has its version; one that the API server would refuse defines nothing. */
  #definitionOf({ apiVersion, kind }: Manifest): Promise<CustomResourceDefinition | undefined> {
    const all = this.#definitions.get(`${groupOf(apiVersion)}/${kind}`) ?? [];
    const definition = all.findLast((each) => serves(each, apiVersion)) ?? all.at(-1);
    if (!definition) return Promise.resolve(undefined);
    const usable = this.#usable.get(definition) ?? this.violations(definition).then((all) => all.length === 0);
    this.#usable.set(definition, usable);
    return usable.then((is) => (is ? (definition as Manifest & CustomResourceDefinition) : undefined));
  }

  /** Everything that the API server would refuse about an object: its shape, and what the schema allows though the server does not. */
  async violations(object: Manifest, by?: Validator): Promise<Violation[]> {
    const shape = await this.shapeViolations(object, by);
    // A missing value is both a matter of shape and of the API's own rules: one of them says it.
    const said = new Set(shape.map((violation) => violation.path));
    return [...shape, ...apiViolations(object).filter((violation) => !said.has(violation.path))];
  }

  /**
   * Everything that is wrong with the shape of an object.
   * A kind that neither a typed model nor a schema knows is wrong too: nothing would have checked it.
   * @param by a validator that the object's own file names, for a kind that nothing else here knows
   */
  async shapeViolations(object: Manifest, by?: Validator): Promise<Violation[]> {
    const definition = (await this.isDefined(object)) ? await this.#definitionOf(object) : undefined;
    if (definition) return crdViolations(object, definition);
    const validator = by ?? (await this.#validator(object.apiVersion, object.kind));
    if (!validator) return [await this.#unknownKind(object)];
    const { errors, unknown } = validator.validate(object);
    return [...unknown.map(unknownField), ...explainErrors(object, errors).map((error) => ({ rule: rules.schema.id, help: rules.schema.help, ...error }))];
  }

  async #unknownKind(object: Manifest): Promise<Violation> {
    const key = `${object.apiVersion}/${object.kind}`;
    const said = this.#unknown.get(key) ?? this.#versionsOf(object).then((known) => unknownKind(object, known));
    this.#unknown.set(key, said);
    return said;
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
    return (await this.#ofUser(apiVersion, kind)) ?? (await loadTypedModel(apiVersion, kind)) ?? loadSchema(TOOLCHAIN, apiVersion, kind);
  }

  #ofUser(apiVersion: string, kind: string): Promise<Validator | undefined> {
    const key = `${apiVersion}/${kind}`;
    const load = async () => (await this.#locations.find(apiVersion, kind)) ?? loadSchema(this.#root, apiVersion, kind);
    const loading = this.#users.get(key) ?? load();
    this.#users.set(key, loading);
    return loading;
  }
}

function unknownKind({ apiVersion, kind }: Manifest, known: readonly string[]): Violation {
  const slip = misspelled(apiVersion, kind, known);
  if (slip) return { rule: rules["kind-name"].id, help: rules["kind-name"].help, ...slip };
  const ofGroup = known.filter((version) => groupOf(version) === groupOf(apiVersion));
  return {
    rule: rules["unknown-kind"].id,
    path: ofGroup.length > 0 ? "/apiVersion" : "/kind",
    message: `nothing here knows ${apiVersion} ${kind}, so it was not checked${ofGroup.length > 0 ? `; ${kind} is of ${ofGroup.join(", ")}` : ""}`,
    help: rules["unknown-kind"].help,
  };
}
