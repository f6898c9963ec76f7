import type { Config } from "../config.ts";
import { didYouMean } from "../did-you-mean.ts";
import { UserError } from "../errors.ts";
import type { Finding } from "../finding.ts";
import type { InputError } from "../input-error.ts";
import type { Application } from "./applications.ts";
import type { ChartSource } from "./charts.ts";
import type { Reason } from "./desired-state.ts";
import type { FluxKustomization } from "./flux.ts";
import type { Kustomization } from "./kustomization.ts";
import type { SourceKustomize } from "./kustomize-options.ts";
import type { OverlayGraph } from "./overlay-graph.ts";

/** Something that is rendered as one unit for one environment. */
export interface Tree {
  /** The folder, relative to the root; "." for the root itself. For a chart that is not in the repository its address. */
  readonly path: string;
  /** Built by Kustomize, a folder of plain manifests, or rendered by Helm. */
  readonly kind: "kustomization" | "manifests" | "chart";
  readonly environment: string;
  /** The Argo CD Application that deploys it, where one does. */
  readonly application?: Application;
  /** The Kustomization of Flux that deploys it, where one does. */
  readonly flux?: FluxKustomization;
  /** Nothing says with what else it is deployed: it is an environment of its own, and nobody knows what else is in the cluster. */
  readonly alone?: true;
  /** Of a chart: what the Application says about it. */
  readonly chart?: ChartSource;
  /** Of a kustomization: what the Application says on top of it. */
  readonly kustomize?: SourceKustomize;
  /** Every file that it is made of, relative to the root; as far as they were followed where there is trouble. */
  readonly files: readonly string[];
  /** Why it cannot be rendered, where it cannot. */
  readonly trouble?: InputError;
}

/** What is in a repository, found from its files alone. */
export interface Repository {
  /** Absolute. */
  readonly root: string;
  readonly config: Config;
  /** Every file that may be desired state, relative to the root, sorted. */
  readonly files: readonly string[];
  readonly graph: OverlayGraph;
  /** The kustomizations that are desired state: the graph has those too that are ignored, and built on all the same. */
  readonly kustomizations: readonly Kustomization[];
  readonly applications: readonly Application[];
  readonly trees: readonly Tree[];
  /** Manifests that no kustomization mentions though they lie in the folder of one. */
  readonly strays: readonly string[];
  /** What looks like manifests and is not desired state: files, documents as "file#index", folders of kustomizations. */
  readonly skipped: ReadonlyMap<string, Reason>;
  /** What ApplicationSets make that nobody can know here, a sentence each. */
  readonly notJudged: readonly string[];
  /** What could not be read, beside the trees that say so themselves. */
  readonly troubles: readonly Finding[];
}

/** The environments of a repository, in order; a tree that stands alone is one by its path. */
export function environmentsOf(repository: Pick<Repository, "trees">): string[] {
  return [...new Set(repository.trees.map((tree) => tree.environment))].sort();
}

/** The environments that have a name, without the trees that stand alone. */
export function namedEnvironments({ trees }: Pick<Repository, "trees">): string[] {
  return environmentsOf({ trees: trees.filter((tree) => !tree.alone) });
}

/**
 * A repository as far as one environment goes, with what belongs to none in particular.
 * @throws UserError for an environment that is not there
 */
export function onlyEnvironment(repository: Repository, environment: string): Repository {
  const known = environmentsOf(repository);
  if (!known.includes(environment)) {
    const meant = didYouMean(environment, known);
    throw new UserError(`there is no environment "${environment}"${meant ? `, did you mean "${meant}"?` : ""}; there is ${known.join(", ")}`);
  }
  const isWanted = inEnvironment(environment);
  const { trees, applications, troubles } = repository;
  return { ...repository, trees: trees.filter(isWanted), applications: applications.filter(isWanted), troubles: troubles.filter(isWanted) };
}

/** Tells what counts in an environment: its own, and what belongs to none in particular. Where none is asked for, everything does. */
export function inEnvironment(wanted: string | undefined): (each: { environment?: string | undefined }) => boolean {
  return ({ environment }) => wanted === undefined || environment === undefined || environment === wanted;
}

/** The repository URLs by which the Applications mean this very repository: those with a path that is here. */
export function ownUrls(repository: Pick<Repository, "files" | "applications">): Set<string> {
  const here = (path: string) => repository.files.some((file) => file.startsWith(`${trimPath(path)}/`));
  const sources = repository.applications.flatMap((application) => application.sources.map((source) => source.value));
  return new Set(sources.filter((source) => source.path !== undefined && here(source.path)).map((source) => source.repoURL));
}

/** A path as Argo CD reads it: "./apps/x/" and "apps/x" are one; "." stays the root. */
export function trimPath(path: string): string {
  return path.replace(/^(\.\/)+/, "").replace(/\/+$/, "") || ".";
}
