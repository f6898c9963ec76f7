import { existsSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { matchesGlob } from "../glob.ts";
import { InputError } from "../input-error.ts";
import type { YamlPath } from "../yaml/yaml-file.ts";
import type { Application } from "./applications.ts";
import { buildVariables, type HelmOptions, substitute } from "./helm-options.ts";
import { trimPath } from "./repository.ts";

/** A chart that an archive holds, as an Application asks for it. */
export interface ChartRequest {
  /** "https://charts.example.com", or a registry: "registry.example.com/charts". */
  readonly repository: string;
  readonly chart: string;
  /** A version, or a range of them. */
  readonly revision: string;
}

/** A file of values: of this repository, or of the chart itself. */
export type ValueFile = { readonly name: string; readonly in: "repository" | "chart" };

/** A chart of an Application, with all that the Application says about it. */
export interface ChartSource {
  /** An archive; undefined where the chart is a folder of this repository: the tree's path. */
  readonly request?: ChartRequest;
  readonly helm: HelmOptions;
  /** In the order in which they override one another. */
  readonly valueFiles: readonly ValueFile[];
  /** The files that parameters are read from. */
  readonly parameterFiles: readonly { readonly name: string; readonly file: string }[];
  /** Files that are not to be had here: the chart cannot be rendered without them. */
  readonly missing: readonly string[];
  /** Where the Application has this source. */
  readonly path: YamlPath;
}

/** What the value files of Applications are looked up in. */
export interface Shelf {
  readonly root: string;
  readonly files: readonly string[];
  /** The addresses by which Applications mean this very repository. */
  readonly own: ReadonlySet<string>;
}

/** A chart with its address, or folder, and the files of this repository that go into it. */
interface Found {
  readonly chart: ChartSource;
  readonly path: string;
  readonly files: readonly string[];
  readonly trouble?: InputError;
}

/** What a source of an Application renders by Helm; undefined when it is no chart. */
export function chartOf(shelf: Shelf, application: Application, { value, path }: Application["sources"][number]): Found | undefined {
  const dir = value.chart === undefined && value.path !== undefined ? trimPath(value.path) : undefined;
  if (value.chart === undefined && (dir === undefined || !existsSync(join(shelf.root, dir, "Chart.yaml")))) return undefined;
  const helm = (value.helm ?? {}) as HelmOptions;
  const lookUp = finder(shelf, application, dir);
  const missing: string[] = [];
  const valueFiles = list(helm.valueFiles).flatMap((written) => {
    const found = lookUp(written);
    if (found.length === 0 && !helm.ignoreMissingValueFiles) missing.push(written);
    return found;
  });
  const parameterFiles = list(helm.fileParameters).flatMap(({ name, path: written }) => {
    const [found] = lookUp(written);
    if (found?.in !== "repository") missing.push(written);
    return found?.in === "repository" ? [{ name, file: found.name }] : [];
  });
  const request = value.chart === undefined ? {} : { request: { repository: value.repoURL, chart: value.chart, revision: String(value.targetRevision ?? "") } };
  const { files, ...trouble } = dir === undefined ? { files: [] } : folderOf(shelf.root, dir);
  const ofRepository = valueFiles.filter((each) => each.in === "repository").map(({ name }) => name);
  return {
    chart: { ...request, helm, valueFiles: unique(valueFiles), parameterFiles, missing, path },
    path: dir ?? `${value.repoURL.replace(/\/$/, "")}/${value.chart}`,
    files: [...new Set([...files, ...ofRepository, ...parameterFiles.map(({ file }) => file)])],
    ...trouble,
  };
}

/**
 * How Argo CD looks up a file that an Application names; an empty list when it is not here.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#values-files and getResolvedValueFiles in Argo CD's reposerver/repository
 * @param dir the chart's folder, where it is in this repository
 */
function finder({ files, own }: Shelf, application: Application, dir: string | undefined): (written: string) => ValueFile[] {
  const refs = new Map(application.sources.flatMap(({ value }) => (value.ref === undefined ? [] : [[value.ref, value.repoURL] as const])));
  const variables = buildVariables(application);
  const matching = (path: string) => (/[*?[{]/.test(path) ? files.filter((file) => matchesGlob(file, path)) : files.filter((file) => file === path));
  const here = (path: string): ValueFile[] => matching(path).map((name) => ({ name, in: "repository" }));
  return (written) => {
    if (typeof written !== "string") return [];
    const [, ref = "", rest = ""] = /^\$([^/]+)\/(.*)$/.exec(written) ?? [];
    const repoURL = refs.get(ref);
    if (repoURL !== undefined) return own.has(repoURL) ? here(posix.normalize(substitute(rest, variables))) : [];
    const name = substitute(written, variables);
    if (/^[a-z]+:\/\//.test(name)) return [];
    if (dir === undefined) return [{ name: posix.normalize(name), in: "chart" }];
    return here(name.startsWith("/") ? posix.normalize(name.slice(1)) : posix.join(dir, name));
  };
}

/** A file that is named twice counts where it is named first. */
function unique(files: readonly ValueFile[]): ValueFile[] {
  return [...new Map(files.map((each) => [`${each.in} ${each.name}`, each] as const).toReversed()).values()].toReversed();
}

/** What is not of its type has no meaning here; the model of an Application says what is wrong with it. */
function list<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value : [];
}

/** Everything in the folder of a chart; a link could lead anywhere. */
function folderOf(root: string, dir: string): { files: string[]; trouble?: InputError } {
  const entries = readdirSync(join(root, dir), { recursive: true, withFileTypes: true });
  const pathOf = ({ parentPath, name }: (typeof entries)[number]) => posix.join(dir, parentPath.slice(join(root, dir).length), name);
  const link = entries.find((entry) => entry.isSymbolicLink());
  const files = entries
    .filter((entry) => entry.isFile())
    .map(pathOf)
    .sort();
  if (!link) return { files };
  return {
    files,
    trouble: new InputError("input/chart", "is a symbolic link: Helm would follow it out of the chart", { file: pathOf(link) }, "Put the file itself there."),
  };
}
