import { posix } from "node:path";
import type { YamlPath } from "../yaml/yaml-file.ts";
import { type OverlayGraph, type Permissions, type Reach, reach } from "./overlay-graph.ts";

/** What an Application says on top of a kustomization. https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/ */
export interface KustomizeOptions {
  readonly namePrefix?: string;
  readonly nameSuffix?: string;
  readonly namespace?: string;
  /** "name", "name=new:tag", "name:tag", "name=new@digest". */
  readonly images?: readonly string[];
  readonly replicas?: readonly { readonly name: string; readonly count: number | string }[];
  readonly commonLabels?: Readonly<Record<string, string>>;
  readonly forceCommonLabels?: boolean;
  readonly labelWithoutSelector?: boolean;
  readonly labelIncludeTemplates?: boolean;
  readonly commonAnnotations?: Readonly<Record<string, string>>;
  readonly forceCommonAnnotations?: boolean;
  readonly commonAnnotationsEnvsubst?: boolean;
  readonly components?: readonly string[];
  readonly ignoreMissingComponents?: boolean;
  readonly patches?: readonly Readonly<Record<string, unknown>>[];
}

/** Those options of an Application's source, and where it has them. */
export interface SourceKustomize {
  readonly options: KustomizeOptions;
  readonly path: YamlPath;
}

/** The options that change no object. */
const ASIDE = ["version", "kubeVersion", "apiVersions"];

/** What a source says on top of a kustomization; undefined when it says nothing that changes an object. */
export function sourceKustomize(options: unknown, path: YamlPath): SourceKustomize | undefined {
  if (typeof options !== "object" || options === null || Object.keys(options).every((field) => ASIDE.includes(field))) return undefined;
  return { options, path: [...path, "kustomize"] };
}

/** Everything that the render of a folder reads with what a source adds to it: components, and files of patches. */
export function reachWith(root: string, graph: OverlayGraph, dir: string, permissions: Permissions, added: SourceKustomize | undefined): Reach {
  const own = reach(root, graph, dir, permissions);
  const components = list(added?.options.components).map((path) => reach(root, graph, posix.join(dir, path), permissions));
  const patches = list(added?.options.patches).flatMap(({ path }) => (typeof path === "string" ? [posix.join(dir, path)] : []));
  const trouble = [own, ...components].find((each) => each.trouble)?.trouble;
  return { files: [...new Set([...own.files, ...components.flatMap(({ files }) => files), ...patches])], ...(trouble ? { trouble } : {}) };
}

function list<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value : [];
}
