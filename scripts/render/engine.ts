import type { GoTemplates } from "../discover/application-sets/set.ts";
import type { Tree } from "../discover/repository.ts";
import type { Finding } from "../finding.ts";
import type { InputError } from "../input-error.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import type { ChartJob } from "./charts/job.ts";
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
  /** Fills in Go templates, where the engine can. @throws Refused with what is wrong with them */
  readonly goTemplates?: GoTemplates;
  /** Renders charts, where the engine can. */
  readonly charts?: ChartRenderer;
}

/** What renders charts. */
export interface ChartRenderer {
  /** Of Helm, without the v. */
  readonly version: string;
  /** @throws HelmError with Helm's own words */
  render(job: ChartJob): Promise<RenderedChart>;
}

/** What Helm says. */
export class HelmError extends Error {
  override name = "HelmError";
}

/** What a chart renders to; see RenderedChart in tools/renderer/chart.go. */
export interface RenderedChart {
  readonly name: string;
  readonly version: string;
  readonly objects: readonly { readonly manifest: Manifest; readonly template: string }[];
  /** The keys of the values that nothing in the chart reads, with those that the chart has beside them. */
  readonly unread?: readonly { readonly path: readonly string[]; readonly beside: readonly string[] }[];
  /** What a schema of the chart refers to, where the values could not be held to it for that. */
  readonly remoteSchema?: string;
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
  /** What else is to be said about it. */
  readonly remarks?: readonly Finding[];
  /** What of it nobody could judge here. */
  readonly unjudged?: string;
}
