import type { Tree } from "../discover/repository.ts";
import type { InputError } from "../input-error.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import type { Origin } from "./rendered-tree.ts";

/** What builds kustomizations: all engines make the same objects of the same files. */
export interface Engine {
  /** What a person knows it by: "kustomize", "kubectl kustomize", "the warm renderer". */
  readonly name: string;
  /** Of Kustomize itself, without the v. */
  readonly version: string;
  /**
   * Builds a kustomization as Argo CD does: files below their kustomization only, no plugin, no program that a manifest names.
   * @param tree as discovered, for what it is made of
   * @param texts the texts of its files, in their order
   * @throws InputError with Kustomize's own words, naming the file that it could not use
   */
  build(root: string, tree: Tree, texts: readonly string[]): Promise<BuiltObject[]>;
}

/** An object with its origin, free of its tree so that it can be cached. */
export interface BuiltObject {
  readonly manifest: Manifest;
  readonly origin: Origin;
}

/** What a tree gave. */
export interface Built {
  readonly objects: readonly BuiltObject[];
  /** What of it could not be used. */
  readonly troubles: readonly InputError[];
}
