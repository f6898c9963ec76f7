import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { applicationSource } from "../discover/applications.ts";
import { buildVariables, substitute } from "../discover/helm-options.ts";
import { KUSTOMIZATION_NAMES } from "../discover/kustomization.ts";
import type { KustomizeOptions } from "../discover/kustomize-options.ts";
import type { Tree } from "../discover/repository.ts";
import { InputError } from "../input-error.ts";
import { removeScratch, scratchFolder } from "../leftovers.ts";
import { parseYaml } from "../yaml/yaml-file.ts";

type Fields = Record<string, unknown>;

/**
 * The texts of a tree's files, its kustomization as Argo CD edits it by what the Application says.
 * Source: Build in Argo CD's util/kustomize, which runs `kustomize edit` in the folder.
 * @throws InputError for what `kustomize edit` refuses
 */
export function withSourceOptions(root: string, tree: Tree, texts: readonly string[]): string[] {
  const { kustomize, application } = tree;
  if (!kustomize || !application) return [...texts];
  const place = applicationSource(application, kustomize.path);
  return texts.map((text, index) => {
    const file = tree.files[index] as string;
    if (!isKustomizationOf(tree, file)) return text;
    const refuse = (message: string) => {
      throw new InputError("input/render", `Argo CD cannot build ${tree.path}: ${message}`, place, "Correct spec.source.kustomize of the Application.");
    };
    const annotate = (value: string) => (kustomize.options.commonAnnotationsEnvsubst ? substitute(value, buildVariables(application)) : value);
    const isThere = (component: string) => existsSync(join(root, tree.path, component));
    return JSON.stringify(edited((parseYaml(text, file).values[0] ?? {}) as Fields, kustomize.options, { refuse, annotate, isThere }));
  });
}

/** Gives a folder that holds the files of a tree with other texts, for as long as the work takes. */
export async function inScratch<T>(tree: Tree, texts: readonly string[], work: (root: string) => Promise<T>): Promise<T> {
  const root = scratchFolder("edited");
  try {
    for (const [index, file] of tree.files.entries()) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), texts[index] as string);
    }
    return await work(root);
  } finally {
    removeScratch(root);
  }
}

interface Edit {
  readonly refuse: (message: string) => void;
  readonly annotate: (value: string) => string;
  readonly isThere: (component: string) => boolean;
}

function edited(fields: Fields, options: KustomizeOptions, { refuse, annotate, isThere }: Edit): Fields {
  const { namePrefix, nameSuffix, namespace, images = [], replicas = [], commonLabels = {}, commonAnnotations = {}, components = [], patches = [] } = options;
  const result: Fields = { ...fields };
  const set = (field: string, value: unknown) => {
    if (value !== undefined && value !== "") result[field] = value;
  };
  set("namePrefix", namePrefix);
  set("nameSuffix", nameSuffix);
  set("namespace", namespace);
  if (images.length > 0) result["images"] = byName(listOf(fields["images"]), images.map(imageOf));
  if (replicas.length > 0)
    result["replicas"] = byName(
      listOf(fields["replicas"]),
      replicas.map(({ name, count }) => ({ name, count: Number(count) })),
    );
  const pairs = (field: string, added: Readonly<Record<string, string>>, force = false) => {
    const known = (fields[field] ?? {}) as Record<string, string>;
    const clash = Object.keys(added).find((key) => key in known);
    if (clash !== undefined && !force) refuse(`"${clash}" is among the ${field} of the kustomization already`);
    return { ...known, ...added };
  };
  if (Object.keys(commonLabels).length > 0) {
    if (options.labelWithoutSelector) {
      const entry = { pairs: commonLabels, ...(options.labelIncludeTemplates ? { includeTemplates: true } : {}) };
      result["labels"] = [...listOf(fields["labels"]), entry];
    } else result["commonLabels"] = pairs("commonLabels", commonLabels, options.forceCommonLabels);
  }
  if (Object.keys(commonAnnotations).length > 0) {
    const values = Object.fromEntries(Object.entries(commonAnnotations).map(([key, value]) => [key, annotate(value)]));
    result["commonAnnotations"] = pairs("commonAnnotations", values, options.forceCommonAnnotations);
  }
  const added = components.filter((component) => !options.ignoreMissingComponents || isThere(component));
  if (added.length > 0) result["components"] = [...new Set([...listOf(fields["components"]), ...added])];
  if (patches.length > 0) result["patches"] = [...listOf(fields["patches"]), ...patches];
  return result;
}

/** "name=new:tag@digest" as `kustomize edit set image` reads it: what stands before the "=" is replaced, or the name keeps itself. */
export function imageOf(text: string): Fields & { name: string } {
  const [, name, image = ""] = /^(?:([^=]*)=)?(.*)$/.exec(text) ?? [];
  const [, newName = "", newTag, digest] = /^(.*?)(?::([^:/@]+))?(?:@(.+))?$/.exec(image) ?? [];
  const renamed = name === undefined || name === newName ? {} : { newName };
  return { name: name ?? newName, ...renamed, ...(newTag && !digest ? { newTag } : {}), ...(digest ? { digest } : {}) };
}

function byName(known: readonly unknown[], added: readonly { name: string }[]): unknown[] {
  const names = new Set(added.map(({ name }) => name));
  return [...known.filter((each) => !names.has((each as { name: string }).name)), ...added];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isKustomizationOf({ path }: Tree, file: string): boolean {
  return posix.dirname(file) === path && KUSTOMIZATION_NAMES.includes(posix.basename(file));
}
