import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { statOf } from "../file-stat.ts";
import type { Source } from "../finding.ts";
import { InputError } from "../input-error.ts";
import { readYaml, sourceAt, type YamlFile, type YamlPath } from "../yaml/yaml-file.ts";

/** The names Kustomize looks for in a folder, in its order. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
export const KUSTOMIZATION_NAMES = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** One mention of another file or folder in a kustomization file. */
export interface Reference {
  /** As written. */
  readonly target: string;
  /** Where in the kustomization file. */
  readonly path: YamlPath;
  /** Relative to the repository's root; undefined for what is not in the repository (a URL). */
  readonly resolved?: string;
  readonly to: "kustomization" | "file" | "remote" | "missing";
}

/** A kustomization file and what it mentions. */
export interface Kustomization {
  /** The folder, relative to the root; "." for the root itself. */
  readonly dir: string;
  readonly yaml: YamlFile;
  readonly value: KustomizationValue;
  /** A Component is only ever part of an overlay, never rendered alone. */
  readonly isComponent: boolean;
  readonly references: readonly Reference[];
}

/** The fields of a kustomization that name files; the others are Kustomize's business. */
export interface KustomizationValue {
  readonly kind?: string;
  readonly [field: string]: unknown;
}

/**
 * Reads the kustomization of a folder and resolves what it mentions.
 * @throws InputError when the file is not a YAML mapping, or mentions something it cannot
 */
export function readKustomization(root: string, file: string): Kustomization {
  const yaml = readYaml(root, file);
  const value = yaml.values[0];
  if (yaml.values.length !== 1 || typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InputError(
      "input/kustomization",
      "a kustomization file holds exactly one YAML mapping",
      { file },
      "Make it one mapping of kustomization fields.",
    );
  }
  const dir = posix.dirname(file);
  const kustomization = value as KustomizationValue;
  const references = mentions(kustomization).map(({ target, path }) => ({ target, path, ...resolve(root, dir, target) }));
  return { dir, yaml, value: kustomization, isComponent: kustomization.kind === "Component", references };
}

/** Where a kustomization mentions something. */
export function mentionedAt(kustomization: Kustomization, reference: Reference): Source {
  return sourceAt(kustomization.yaml, 0, reference.path);
}

function resolve(root: string, dir: string, target: string): Pick<Reference, "to" | "resolved"> {
  // "../base/" is the folder "../base".
  const resolved = posix.join(dir, target).replace(/\/+$/, "") || ".";
  if (isUrl(target)) return { to: "remote" };
  const stat = statOf(join(root, resolved));
  if (stat?.isFile()) return { to: "file", resolved };
  if (isAlwaysCloned(target)) return { to: "remote" };
  if (stat?.isDirectory()) return { to: kustomizationIn(root, resolved) ? "kustomization" : "missing", resolved };
  return isRepositoryAddress(target) ? { to: "remote" } : { to: "missing", resolved };
}

/** The kustomization file of a folder, relative to the root, or undefined. */
export function kustomizationIn(root: string, dir: string): string | undefined {
  return KUSTOMIZATION_NAMES.map((name) => posix.join(dir, name)).find((file) => existsSync(join(root, file)));
}

/** Whether Kustomize loads it from elsewhere, whatever is here. */
export function isUrl(target: string): boolean {
  return /^([a-z0-9+.-]+:\/\/|git::)/i.test(target);
}

/** What Kustomize clones though a folder of that name is here. Source: extractHost in kustomize's api/internal/git/repospec.go */
function isAlwaysCloned(target: string): boolean {
  return /^([\w.-]+@[\w.-]+[:/]|github\.com[:/])/i.test(target);
}

/** "github.com/org/repo//path?ref=v1": Kustomize clones what looks like a host and is not a local path. */
function isRepositoryAddress(target: string): boolean {
  return /^[\w-]+(\.[\w-]+)+\/.+/.test(target) || /[?&](ref|version)=/.test(target);
}

interface Mention {
  target: string;
  path: YamlPath;
}

/** Fields whose entries are paths. */
const PATH_LISTS = ["resources", "components", "bases", "crds", "generators", "transformers", "validators", "configurations", "patchesStrategicMerge"];
/** Fields whose entries are mappings with a path. */
const PATH_FIELDS = ["patches", "patchesJson6902", "replacements"];
const GENERATORS = ["configMapGenerator", "secretGenerator"];

function mentions(value: KustomizationValue): Mention[] {
  const found: Mention[] = [];
  const add = (target: unknown, path: YamlPath) => {
    if (typeof target === "string" && target !== "" && !target.includes("\n")) found.push({ target, path });
  };
  for (const field of PATH_LISTS) {
    for (const [index, entry] of list(value[field]).entries()) add(entry, [field, index]);
  }
  for (const field of PATH_FIELDS) {
    for (const [index, entry] of list(value[field]).entries()) add((entry as Record<string, unknown> | null)?.["path"], [field, index, "path"]);
  }
  for (const field of GENERATORS) {
    for (const [index, entry] of list(value[field]).entries()) generatorMentions(entry, [field, index], add);
  }
  add((value["openapi"] as Record<string, unknown> | undefined)?.["path"], ["openapi", "path"]);
  return found;
}

function generatorMentions(entry: unknown, path: YamlPath, add: (target: unknown, path: YamlPath) => void): void {
  const generator = (entry ?? {}) as Record<string, unknown>;
  for (const [index, file] of list(generator["files"]).entries()) {
    // "key=path" names the key; a bare path is its own key.
    add(typeof file === "string" ? file.slice(file.indexOf("=") + 1) : file, [...path, "files", index]);
  }
  for (const [index, file] of list(generator["envs"]).entries()) add(file, [...path, "envs", index]);
  add(generator["env"], [...path, "env"]);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
