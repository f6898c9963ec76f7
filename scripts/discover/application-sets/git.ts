import { posix } from "node:path";
import { matchesGlob } from "../../glob.ts";
import { readYaml } from "../../yaml/yaml-file.ts";
import { isMap, NotKnown, type Params, Refused, type SetSpec, type Surroundings } from "./set.ts";
import { flattened, normalized } from "./templates.ts";

interface Item {
  readonly path: string;
  readonly exclude?: boolean;
}

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Git/ */
export interface GitGenerator {
  readonly repoURL?: string;
  readonly directories?: readonly Item[];
  readonly files?: readonly Item[];
  readonly pathParamPrefix?: string;
}

/** The parameters of a Git generator that reads this very repository. */
export function gitParams(git: GitGenerator, { goTemplate = false }: SetSpec, { root, files }: Surroundings): Params[] {
  const { directories, files: wanted, pathParamPrefix: prefix } = git;
  const place = (path: string, file?: string) => (goTemplate ? goPath(path, file, prefix) : tagPath(path, file, prefix));
  const none = () => new NotKnown(`its Git generator finds nothing here: it reads ${git.repoURL}`);
  if (directories) {
    const found = chosen(foldersOf(files), directories, matchesGlob);
    if (found.length === 0) throw none();
    return found.map((path) => place(path));
  }
  const found = chosen(files, wanted ?? [], matchesPathspec);
  if (found.length === 0) throw none();
  return found.flatMap((file) =>
    contentsOf(root, file).map((content) => ({ ...(goTemplate ? content : flattened(content)), ...place(posix.dirname(file), file) })),
  );
}

/** What is excluded by any item is not included by another. */
function chosen(paths: readonly string[], items: readonly Item[], matches: (path: string, pattern: string) => boolean): string[] {
  const isIn = (path: string, exclude: boolean) => items.some((item) => (item.exclude ?? false) === exclude && matches(path, item.path));
  return paths.filter((path) => isIn(path, false) && !isIn(path, true));
}

function foldersOf(files: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const file of files) {
    for (let dir = posix.dirname(file); dir !== "."; dir = posix.dirname(dir)) folders.add(dir);
  }
  return [...folders].sort();
}

/** Argo CD asks `git ls-files`, whose `*` goes through folders. https://git-scm.com/docs/gitglossary#Documentation/gitglossary.txt-pathspec */
function matchesPathspec(file: string, pattern: string): boolean {
  const text = pattern
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${text}(/.*)?$`).test(file);
}

function contentsOf(root: string, file: string): Params[] {
  const value = readYaml(root, file).values[0] ?? {};
  if (isMap(value)) return [value];
  if (Array.isArray(value) && value.every(isMap)) return value;
  throw new Refused(`${file} holds neither a mapping nor a list of them`);
}

function goPath(path: string, file: string | undefined, prefix = ""): Params {
  const base = { path, basename: posix.basename(path), basenameNormalized: normalized(posix.basename(path)), segments: path.split("/") };
  const all = file === undefined ? base : { ...base, filename: posix.basename(file), filenameNormalized: normalized(posix.basename(file)) };
  return prefix === "" ? { path: all } : { [prefix]: { path: all } };
}

function tagPath(path: string, file: string | undefined, prefix = ""): Params {
  const name = prefix === "" ? "path" : `${prefix}.path`;
  return {
    [name]: path,
    [`${name}.basename`]: posix.basename(path),
    [`${name}.basenameNormalized`]: normalized(posix.basename(path)),
    ...(file === undefined ? {} : { [`${name}.filename`]: posix.basename(file), [`${name}.filenameNormalized`]: normalized(posix.basename(file)) }),
    ...Object.fromEntries(path.split("/").map((segment, index) => [`${name}[${index}]`, segment])),
  };
}
