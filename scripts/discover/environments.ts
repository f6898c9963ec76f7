import { posix } from "node:path";
import type { Config } from "../config.ts";
import { matchesGlob } from "../glob.ts";
import type { OverlayGraph } from "./overlay-graph.ts";

/** The environment of what is deployed together though no convention names it. */
export const DEFAULT_ENVIRONMENT = "default";

/** Folders whose children are environments, by the conventions of Argo CD, Flux and Kustomize repositories. */
const PARENTS = ["clusters", "environments", "envs", "overlays"];
/** A folder beside one of these that builds on it is an overlay of it, named after its environment. */
const BASES = ["base", "bases"];

/** Says which environment a folder belongs to. */
export class Environments {
  readonly #said: readonly (readonly [string, readonly string[]])[];
  readonly #overlays: ReadonlySet<string>;

  /** @param said what gitops.yaml says of it: globs of folders by the name of the environment */
  constructor(said: Config["environments"], graph: OverlayGraph) {
    this.#said = Object.entries(said);
    this.#overlays = new Set([...graph.kustomizations.values()].flatMap((each) => each.references.flatMap(({ resolved }) => overlayOf(each.dir, resolved))));
  }

  /**
   * The environment of a folder: what gitops.yaml says; else the child of a folder named for environments (`clusters/staging`,
   * `web/overlays/staging`), or the sibling of a base that it builds on (`apps/base`, `apps/staging`).
   * @param dir relative to the root
   * @returns undefined where none of these tells
   */
  of(dir: string): string | undefined {
    const [said] = this.#said.find(([, globs]) => globs.some((glob) => matchesGlob(dir, glob) || matchesGlob(`${dir}/`, glob))) ?? [];
    if (said !== undefined) return said;
    const segments = dir.split("/");
    for (const [index, segment] of segments.entries()) {
      if (BASES.includes(segment)) return undefined;
      const path = segments.slice(0, index + 1).join("/");
      if (PARENTS.includes(segments[index - 1] ?? "") || this.#overlays.has(path)) return segment;
    }
    return undefined;
  }
}

/** "apps/staging" for a kustomization in apps/staging/web that builds on apps/base/web. */
function overlayOf(dir: string, base: string | undefined): string[] {
  if (base === undefined) return [];
  const segments = base.split("/");
  const index = segments.findIndex((segment) => BASES.includes(segment));
  const parent = segments.slice(0, index).join("/");
  const below = posix.relative(parent, dir).split("/")[0] ?? "";
  const isSibling = index >= 0 && below !== "" && below !== ".." && ![...BASES, ...PARENTS].includes(below);
  return isSibling ? [posix.join(parent, below)] : [];
}
