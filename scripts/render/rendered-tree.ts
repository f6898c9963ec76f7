import type { Repository, Tree } from "../discover/repository.ts";
import type { Finding } from "../finding.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import type { YamlPath } from "../yaml/yaml-file.ts";
import type { Engine } from "./engine.ts";

/** Where a rendered object came from, as Kustomize itself tells it. Paths are relative to the repository's root. */
export interface Origin {
  /** The file it was read from; undefined for what a generator made. */
  readonly file?: string;
  /** Which document of that file, where it is known without reading it again. */
  readonly index?: number;
  /** Where in that document, for an item of a List. */
  readonly within?: YamlPath;
  /** The kustomization whose generator made it. */
  readonly generatedIn?: string;
  /** The template of a chart that it was rendered from: "chart/templates/deployment.yaml". */
  readonly template?: string;
  /** The kustomizations that changed it, in order, each with the transformers that did. */
  readonly transformations: readonly { readonly file: string; readonly kind: string }[];
}

/** One object as Argo CD would apply it. */
export interface RenderedObject {
  readonly manifest: Manifest;
  readonly tree: Tree;
  readonly origin: Origin;
}

/** A tree with its objects in Kustomize's order. */
export interface RenderedTree {
  readonly tree: Tree;
  readonly objects: readonly RenderedObject[];
  /** What of it could not be rendered; nobody has judged that. */
  readonly troubles: readonly Finding[];
  /** What else is to be said about it. */
  readonly remarks: readonly Finding[];
  /** What of it nobody could judge here, though it may well be in order: a reason, without whose it is. */
  readonly unjudged?: string;
}

/** Everything that was rendered of a state. */
export interface Rendering {
  readonly repository: Repository;
  readonly trees: readonly RenderedTree[];
  readonly objects: readonly RenderedObject[];
  /** What could not be read or rendered: nobody has judged it. */
  readonly troubles: readonly Finding[];
  /** What was loaded from outside the repository, a sentence each. */
  readonly remote: readonly string[];
  /** What rendered, where anything needed to be. */
  readonly engine?: Engine;
}

/** Whose a tree's findings are. */
export function ownerOf(tree: Tree): Pick<Finding, "environment" | "application"> {
  return { environment: tree.environment, ...(tree.application ? { application: tree.application.name } : {}) };
}
