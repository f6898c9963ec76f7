import type { Repository } from "../discover/repository.ts";
import type { Finding } from "../finding.ts";
import { InputError, troubleOf } from "../input-error.ts";
import { refOf } from "../kubernetes/object-id.ts";
import { ownerOf, type RenderedObject } from "../render/rendered-tree.ts";
import { Models } from "./index.ts";
import { checkKustomizations } from "./kustomizations.ts";
import { Verdicts } from "./verdicts.ts";
import type { Violation } from "./violation.ts";

/** Checks objects as they are rendered, so that the models load while Kustomize works on the next tree. */
export class ModelCheck {
  readonly #models: Models;
  readonly #verdicts: Verdicts | undefined;
  readonly #checks: Promise<Finding[]>[] = [];
  /** Objects of kinds that another tree may still define. */
  readonly #deferred: RenderedObject[] = [];
  readonly #unchecked = new Set<string>();

  /** @param cache whether to trust, and to keep, what was found to be in order */
  constructor(root: string, cache: boolean) {
    this.#models = new Models(root);
    this.#verdicts = cache ? new Verdicts(root) : undefined;
  }

  /** Begins to check the kustomization files themselves. */
  addKustomizations(repository: Repository): void {
    this.#begin(checkKustomizations(repository.kustomizations, this.#models, this.#verdicts));
  }

  /** Begins to check rendered objects. */
  add(objects: readonly RenderedObject[]): void {
    this.#models.define(objects.map(({ manifest }) => manifest));
    for (const object of objects) this.#begin(this.#check(object), object);
  }

  /** Everything that is wrong with what was added. */
  async findings(): Promise<Finding[]> {
    const findings = (await Promise.all(this.#checks)).flat();
    for (const object of this.#deferred.splice(0)) findings.push(...(await tried(this.#checkByDefinition(object), object)));
    this.#verdicts?.save();
    return findings;
  }

  /** What could not be checked of what was added, one sentence each; complete once the findings are there. */
  notChecked(): string[] {
    return [...this.#unchecked].sort();
  }

  async #check(object: RenderedObject): Promise<Finding[]> {
    const { manifest } = object;
    if (this.#verdicts?.isClean(manifest)) return [];
    if (!(await this.#models.knows(manifest))) {
      this.#deferred.push(object);
      return [];
    }
    const violations = await this.#models.violations(manifest);
    if (violations.length === 0) this.#verdicts?.add(manifest);
    return violations.map((violation) => findingOf(violation, object));
  }

  /** The verdict depends on the definition, too, and so is not kept. */
  async #checkByDefinition(object: RenderedObject): Promise<Finding[]> {
    const { manifest } = object;
    for (const rule of await this.#models.uncheckedRules(manifest)) this.#unchecked.add(`the rule of ${manifest.kind} ${rule}`);
    return (await this.#models.violations(manifest)).map((violation) => findingOf(violation, object));
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
