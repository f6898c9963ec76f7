import type { Repository } from "../discover/repository.ts";
import type { Finding } from "../finding.ts";
import { attempt, InputError, troubleOf } from "../input-error.ts";
import { refOf } from "../kubernetes/object-id.ts";
import { groupOf, isBuiltIn } from "../kubernetes/scope.ts";
import { ownerOf, type RenderedObject } from "../render/rendered-tree.ts";
import rules from "../rules/groups/model.ts";
import { Models } from "./index.ts";
import { checkKustomizations } from "./kustomizations.ts";
import { schemaNamedFor } from "./modeline.ts";
import { type Locations, SchemaLocations } from "./schema-locations.ts";
import { ofBundledModel, ofFinishedObject } from "./tolerance.ts";
import { Verdicts } from "./verdicts.ts";
import type { Violation } from "./violation.ts";

/** Checks objects as they are rendered, so that the models load while Kustomize works on the next tree. */
export class ModelCheck {
  readonly #root: string;
  readonly #locations: SchemaLocations;
  readonly #models: Models;
  readonly #verdicts: Verdicts | undefined;
  readonly #checks: Promise<Finding[]>[] = [];
  /** Custom resources: any tree may still define their kinds. */
  readonly #deferred: RenderedObject[] = [];
  readonly #unknown: Unknown[] = [];
  readonly #unchecked = new Set<string>();

  /** @param cache whether to trust, and to keep, what was found to be in order */
  constructor(root: string, cache: boolean, locations: Locations = { schemas: [], remote: false }) {
    this.#root = root;
    this.#locations = new SchemaLocations(root, locations);
    this.#models = new Models(root, this.#locations);
    this.#verdicts = cache && locations.schemas.length === 0 ? new Verdicts(root) : undefined;
  }

  /** Begins to check the kustomization files themselves. */
  addKustomizations(repository: Repository): void {
    this.#begin(checkKustomizations(repository.kustomizations, this.#models, this.#verdicts));
  }

  /** Begins to check rendered objects. */
  add(objects: readonly RenderedObject[]): void {
    this.#models.define(objects.map(({ manifest }) => manifest));
    for (const object of objects) {
      if (isBuiltIn(object.manifest.apiVersion)) this.#begin(this.#check(object), object);
      else this.#deferred.push(object);
    }
  }

  /** Everything that is wrong with what was added. */
  async findings(): Promise<Finding[]> {
    const findings = (await Promise.all(this.#checks)).flat();
    const report = (trouble: InputError) => findings.push(trouble.finding());
    this.#models.define(attempt(() => this.#locations.definitions(), report) ?? []);
    for (const object of this.#deferred.splice(0)) findings.push(...(await tried(this.#checkCustom(object), object)));
    this.#verdicts?.save();
    return [...findings, ...foldUnknown(this.#unknown.splice(0))];
  }

  /** What could not be checked of what was added, one sentence each; complete once the findings are there. */
  notChecked(): string[] {
    return [...[...this.#unchecked].sort(), ...this.#locations.notChecked()];
  }

  async #check(object: RenderedObject): Promise<Finding[]> {
    const { manifest } = object;
    if (this.#verdicts?.isClean(manifest)) return [];
    const violations = await this.#models.violations(manifest);
    if (violations.length === 0) this.#verdicts?.add(manifest);
    const told =
      violations.length > 0 && (await this.#models.isBundled(manifest)) ? ofBundledModel(violations, await this.#models.isPartial(manifest)) : violations;
    return ofFinishedObject(told, object).map((violation) => findingOf(violation, object));
  }

  async #checkCustom(object: RenderedObject): Promise<Finding[]> {
    const { manifest } = object;
    if (await this.#models.isDefined(manifest)) return this.#checkByDefinition(object);
    if (await this.#models.knows(manifest)) return this.#check(object);
    const named = schemaNamedFor(this.#root, object);
    const violations = await this.#models.violations(manifest, named === undefined ? undefined : await this.#locations.load(named));
    const [unknown, rest] = [true, false].map((is) => violations.filter(({ rule }) => (rule === rules["unknown-kind"].id) === is)) as [
      Violation[],
      Violation[],
    ];
    this.#unknown.push(...unknown.map((violation) => ({ violation, object })));
    return ofFinishedObject(rest, object).map((violation) => findingOf(violation, object));
  }

  /** The verdict depends on the definition, too, and so is not kept. */
  async #checkByDefinition(object: RenderedObject): Promise<Finding[]> {
    const { manifest } = object;
    for (const rule of await this.#models.uncheckedRules(manifest)) this.#unchecked.add(`the rule of ${manifest.kind} ${rule}`);
    return ofFinishedObject(await this.#models.violations(manifest), object).map((violation) => findingOf(violation, object));
  }

  #begin(checking: Promise<Finding[]>, object?: RenderedObject): void {
    const check = tried(checking, object);
    // Reported when all are awaited: a tree that does not render is said first.
    check.catch(() => {});
    this.#checks.push(check);
  }
}

/** A schema that cannot be used is said once; the objects of its kind are not judged by it. */
async function tried(check: Promise<Finding[]>, object?: RenderedObject): Promise<Finding[]> {
  try {
    return await check;
  } catch (error) {
    const trouble = troubleOf(error, object ? `${object.manifest.kind} ${object.manifest.metadata.name}` : "a kustomization file");
    const isOfObject = object && !(error instanceof InputError);
    return [trouble.finding(isOfObject ? { ...ownerOf(object.tree), object: refOf(object.manifest) } : {})];
  }
}

function findingOf(violation: Violation, { manifest, tree }: RenderedObject): Finding {
  return { severity: "error", ...ownerOf(tree), object: refOf(manifest), ...violation };
}

/** An object that nothing here could judge. */
interface Unknown {
  readonly object: RenderedObject;
  readonly violation: Violation;
}

/** One finding for each API group that nothing here knows, at its first object. */
function foldUnknown(unknown: readonly Unknown[]): Finding[] {
  const byGroup = Map.groupBy(unknown, ({ object: { manifest } }) => groupOf(manifest.apiVersion) || manifest.apiVersion);
  return [...byGroup].map(([group, all]) => {
    const [{ object, violation }] = all as [Unknown];
    if (all.length === 1) return findingOf(violation, object);
    const kinds = [...new Set(all.map(({ object: { manifest } }) => manifest.kind))].sort();
    const shown = kinds.length > MOST_KINDS ? [...kinds.slice(0, MOST_KINDS), `${kinds.length - MOST_KINDS} more`] : kinds;
    return findingOf({ ...violation, message: `nothing here knows ${group}, so ${all.length} objects were not checked: ${shown.join(", ")}` }, object);
  });
}

/** More kinds than this are counted. */
const MOST_KINDS = 8;
