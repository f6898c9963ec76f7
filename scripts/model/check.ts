import type { Repository } from "../discover/repository.ts";
import type { Finding } from "../finding.ts";
import { refOf } from "../policy/object-id.ts";
import { ownerOf, type RenderedObject } from "../render/rendered-tree.ts";
import { Models } from "./index.ts";
import { checkKustomizations } from "./kustomizations.ts";
import { Verdicts } from "./verdicts.ts";

/** Checks objects as they are rendered, so that the models load while Kustomize works on the next tree. */
export class ModelCheck {
  readonly #models: Models;
  readonly #verdicts: Verdicts | undefined;
  readonly #checks: Promise<Finding[]>[] = [];

  /** @param cache whether to trust, and to keep, what was found to be in order */
  constructor(root: string, cache: boolean) {
    this.#models = new Models(root);
    this.#verdicts = cache ? new Verdicts(root) : undefined;
  }

  /** Begins to check the kustomization files themselves. */
  addKustomizations(repository: Repository): void {
    this.#begin(checkKustomizations(repository.graph.kustomizations.values(), this.#models, this.#verdicts));
  }

  /** Begins to check rendered objects. */
  add(objects: readonly RenderedObject[]): void {
    for (const object of objects) this.#begin(this.#check(object));
  }

  /** Everything that is wrong with what was added. */
  async findings(): Promise<Finding[]> {
    const findings = (await Promise.all(this.#checks)).flat();
    this.#verdicts?.save();
    return findings;
  }

  async #check({ manifest, tree }: RenderedObject): Promise<Finding[]> {
    if (this.#verdicts?.isClean(manifest)) return [];
    const violations = await this.#models.violations(manifest);
    if (violations.length === 0) this.#verdicts?.add(manifest);
    return violations.map((violation): Finding => ({ severity: "error", ...ownerOf(tree), object: refOf(manifest), ...violation }));
  }

  #begin(check: Promise<Finding[]>): void {
    // Reported when all are awaited: a tree that does not render is said first.
    check.catch(() => {});
    this.#checks.push(check);
  }
}
