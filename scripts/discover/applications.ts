import type { Source } from "../finding.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { sourceAt, type YamlFile, type YamlPath } from "../yaml/yaml-file.ts";
import type { HelmOptions } from "./helm-options.ts";

/** One source of an Application, as far as the toolchain reads it. https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/ */
export interface ApplicationSource {
  readonly repoURL: string;
  readonly path?: string;
  readonly chart?: string;
  readonly ref?: string;
  readonly targetRevision?: string;
  readonly directory?: { readonly recurse?: boolean; readonly include?: string; readonly exclude?: string };
  readonly helm?: HelmOptions;
}

/** An Argo CD Application found in a file. */
export interface Application {
  readonly name: string;
  readonly environment: string;
  /** Where it deploys what names no namespace of its own. */
  readonly namespace?: string;
  readonly sources: readonly { readonly value: ApplicationSource; readonly path: YamlPath }[];
  readonly yaml: YamlFile;
  /** Which document of the file. */
  readonly index: number;
}

/** The Applications in a YAML file; their environment is worked out by the caller. */
export function applicationsIn(yaml: YamlFile, environment: string): Application[] {
  return yaml.values.flatMap((value, index) => {
    const manifest = value as Manifest | null;
    if (manifest?.kind !== "Application" || !String(manifest.apiVersion).startsWith("argoproj.io/")) return [];
    const spec = (manifest["spec"] ?? {}) as { source?: ApplicationSource; sources?: ApplicationSource[]; destination?: { namespace?: string } };
    const namespace = spec.destination?.namespace;
    return {
      name: String(manifest.metadata?.name),
      environment,
      ...(namespace === undefined ? {} : { namespace }),
      sources: sourcesOf(spec),
      yaml,
      index,
    };
  });
}

function sourcesOf(spec: { source?: ApplicationSource; sources?: ApplicationSource[] }): Application["sources"] {
  // Where both are given Argo CD ignores `source`.
  if (Array.isArray(spec.sources)) return spec.sources.flatMap((value, index) => (isReadable(value) ? [{ value, path: ["spec", "sources", index] }] : []));
  return isReadable(spec.source) ? [{ value: spec.source, path: ["spec", "source"] }] : [];
}

/** What is not of its type has no meaning here; the model of an Application says what is wrong with it. */
function isReadable(source: ApplicationSource | undefined): source is ApplicationSource {
  if (typeof source !== "object" || source === null) return false;
  return [source.repoURL, source.path, source.chart, source.ref].every((value) => value === undefined || typeof value === "string");
}

/** A place in an Application's manifest. */
export function applicationSource(application: Application, path: YamlPath): Source {
  return sourceAt(application.yaml, application.index, path);
}
