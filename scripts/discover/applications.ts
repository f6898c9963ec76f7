import { isDeepStrictEqual } from "node:util";
import type { Finding, Source } from "../finding.ts";
import { escapePointer, valueAt } from "../kubernetes/json-pointer.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { refOf } from "../kubernetes/object-id.ts";
import { sourceAt, type YamlFile, type YamlPath } from "../yaml/yaml-file.ts";
import type { HelmOptions } from "./helm-options.ts";
import type { Tree } from "./repository.ts";

/** One source of an Application, as far as the toolchain reads it. https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/ */
export interface ApplicationSource {
  readonly repoURL: string;
  readonly path?: string;
  readonly chart?: string;
  readonly ref?: string;
  readonly targetRevision?: string;
  readonly directory?: { readonly recurse?: boolean; readonly include?: string; readonly exclude?: string };
  readonly helm?: HelmOptions;
  readonly kustomize?: unknown;
}

/** Where an object of Argo CD is written. */
export interface Place {
  readonly yaml: YamlFile;
  /** Which document of the file. */
  readonly index: number;
  /** The part of it that the object is made of; the whole for want of one. */
  readonly at?: YamlPath;
}

/** An Argo CD Application, as it is rendered. */
export interface Application extends Place {
  readonly name: string;
  readonly environment: string;
  /** Where it deploys what names no namespace of its own. */
  readonly namespace?: string;
  readonly sources: readonly { readonly value: ApplicationSource; readonly path: YamlPath }[];
  readonly manifest: Manifest;
  /** The Application that deploys it, where one does. */
  readonly maker?: string;
  /** Of one that an ApplicationSet makes: the tree that the set is in. */
  readonly madeIn?: Tree;
}

/** Whether a document says what Argo CD deploys. */
export function isArgo(value: unknown): value is Manifest {
  const { apiVersion, kind } = (value ?? {}) as Partial<Manifest>;
  return (kind === "Application" || kind === "ApplicationSet") && String(apiVersion).startsWith("argoproj.io/");
}

/** An Application by what is rendered of it. */
export function applicationOf(manifest: Manifest, about: Place & Pick<Application, "environment" | "maker" | "madeIn">): Application {
  const spec = (manifest["spec"] ?? {}) as { source?: ApplicationSource; sources?: ApplicationSource[]; destination?: { namespace?: string } };
  const namespace = spec.destination?.namespace;
  return { ...about, name: String(manifest.metadata?.name), ...(namespace === undefined ? {} : { namespace }), sources: sourcesOf(spec), manifest };
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

/** A place in an Application's file. */
export function applicationSource({ yaml, index, at = [] }: Application, path: YamlPath): Source {
  return sourceAt(yaml, index, [...at, ...path]);
}

/** Where a finding on a field of an Application is: its line, or where an overlay changed the field, the object whose line is looked up. */
export function fieldOf(application: Application, path: YamlPath): Pick<Finding, "source" | "object" | "path" | "environment" | "application"> {
  const { manifest, yaml, index, at = [], environment, name } = application;
  const pointer = path.map((step) => `/${escapePointer(String(step))}`).join("");
  const about = { environment, application: name };
  const isAsWritten = at.length > 0 || isDeepStrictEqual(valueAt(yaml.values[index], pointer), valueAt(manifest, pointer));
  return isAsWritten ? { ...about, source: applicationSource(application, path) } : { ...about, object: refOf(manifest), path: pointer };
}
