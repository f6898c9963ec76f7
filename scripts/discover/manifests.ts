import { attempt, type InputError } from "../input-error.ts";
import { readText, readYaml, type YamlFile } from "../yaml/yaml-file.ts";
import { isArgo } from "./applications.ts";
import { isStrayPatch, isTemplate, type Reason, reasonOfDocument, reasonOfPath } from "./desired-state.ts";
import { isYaml } from "./files.ts";
import { fluxKustomizationsIn } from "./flux.ts";
import type { OverlayGraph } from "./overlay-graph.ts";

/** What a YAML file that no kustomization names is: something to judge, something that cannot be read, or no desired state. */
export interface LooseFile {
  readonly file: string;
  /** Where it was parsed and has Kubernetes objects in it. */
  readonly yaml?: YamlFile;
  readonly trouble?: InputError;
  /** Why its place says that it is no desired state. */
  readonly ofPath?: Reason;
  /** Why it is not desired state, unless somebody deploys its folder; the place of a document behind "#" for one among others. */
  readonly reasons: ReadonlyMap<string, Reason>;
}

/** Whether anything in it is to be judged though nobody deploys its folder. */
export function isDesired({ file, reasons }: LooseFile): boolean {
  return !reasons.has(file);
}

/**
 * YAML files that look like Kubernetes objects and that no kustomization mentions.
 * @param charts the folders that hold a Chart.yaml, as reasonOfPath takes them
 */
export function looseFiles(root: string, files: readonly string[], graph: OverlayGraph, charts: readonly string[]): LooseFile[] {
  const mentioned = new Set([...graph.kustomizations.values()].flatMap((each) => [each.yaml.file, ...each.references.map((reference) => reference.resolved)]));
  const broken = new Set([...graph.broken.values()].map((trouble) => trouble.file));
  const loose = files.filter((file) => isYaml(file) && !mentioned.has(file) && !broken.has(file));
  return loose.flatMap((file) => {
    const ofPath = reasonOfPath(file, charts);
    const found = look(root, file);
    if (!found) return [];
    if (ofPath) return [{ ...found, ofPath, reasons: new Map([[file, ofPath]]) }];
    return [isStrayPatch(file) && (!found.yaml || !deploys(found.yaml)) ? { ...found, reasons: new Map([[file, "patch" as const]]) } : found];
  });
}

/** Files that kustomizations mention and that name Argo CD's API: Applications, and Flux's Kustomizations, are found there too. */
export function mentionedManifests(root: string, graph: OverlayGraph): YamlFile[] {
  const mentioned = [...graph.kustomizations.values()].flatMap((each) =>
    each.references.filter((reference) => reference.to === "file" && reference.path[0] === "resources").map((reference) => reference.resolved as string),
  );
  const looks = /["']?apiVersion["']?:\s*["']?(argoproj\.io|kustomize\.toolkit\.fluxcd\.io)\/|argocd\.argoproj\.io\/secret-type/;
  // What a kustomization cannot use is said of the tree that it makes.
  return [...new Set(mentioned)].flatMap((file) => {
    const text = attempt(
      () => readText(root, file),
      () => {},
    );
    return (text !== undefined && looks.test(text) && look(root, file)?.yaml) || [];
  });
}

/** Whether something in a file says what is deployed. */
export function deploys(yaml: YamlFile): boolean {
  return yaml.values.some(isArgo) || fluxKustomizationsIn(yaml).length > 0;
}

/** What a text begins a line with that has a Kubernetes object in it: other YAML in a repository is not our business. */
const MANIFEST = /^[\s"'{-]*apiVersion["']?\s*:/m;

function look(root: string, file: string): LooseFile | undefined {
  let trouble: InputError | undefined;
  const report = (found: InputError) => {
    trouble = found;
  };
  const text = attempt(() => readText(root, file), report);
  if (text !== undefined && !MANIFEST.test(text)) return undefined;
  const yaml = text === undefined ? undefined : attempt(() => readYaml(root, file), report);
  if (!yaml) return { file, ...(trouble ? { trouble } : {}), reasons: text !== undefined && isTemplate(text) ? new Map([[file, "templated"]]) : new Map() };
  const manifests = yaml.values.filter((value) => typeof value === "object" && value !== null && "apiVersion" in value && "kind" in value);
  if (manifests.length === 0) return undefined;
  const documents = yaml.values.flatMap((value, index): [string, Reason][] => {
    const reason = reasonOfDocument(value);
    return reason ? [[`${file}#${index}`, reason]] : [];
  });
  const [[, first] = []] = documents;
  return { file, yaml, reasons: first && documents.length === manifests.length ? new Map([[file, first]]) : new Map(documents) };
}
