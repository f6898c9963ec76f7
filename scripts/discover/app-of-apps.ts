import { posix } from "node:path";
import { attempt, InputError } from "../input-error.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { readText, readYaml } from "../yaml/yaml-file.ts";
import { type Application, applicationOf, isArgo, type Place } from "./applications.ts";
import { DEFAULT_ENVIRONMENT } from "./environments.ts";
import { isYaml } from "./files.ts";
import type { Tree } from "./repository.ts";
import { type Ground, treesOf } from "./trees.ts";

/** An object that a tree makes, and where it was read from, as far as that is known. */
interface Made {
  readonly manifest: Manifest;
  readonly origin: { readonly file?: string; readonly index?: number };
}

/** Gives what trees are rendered to; nothing for one that does not render. */
export type Reader = (trees: readonly Tree[]) => Promise<readonly { readonly tree: Tree; readonly objects: readonly Made[] }[]>;

/** Applications that make Applications go no deeper than this, unless they never end. */
const DEPTH = 20;

/**
 * Finds the Applications of a repository as they are rendered: those that no Application deploys, those that these deploy, and so on.
 * @param argo the files that hold any
 * @param report told when they never come to an end
 */
export async function findApplications(ground: Ground, argo: ReadonlySet<string>, read: Reader, report: (trouble: InputError) => void): Promise<Application[]> {
  let known: Application[] = [];
  for (let depth = 0; depth < DEPTH; depth++) {
    const makers = treesOf(ground, known).filter((tree) => tree.kind === "chart" || tree.files.some((file) => argo.has(file)));
    const found: Application[] = [];
    for (const { tree, objects } of await read(makers)) {
      // What does not render still says in its files what it was meant to deploy.
      const made = objects.length > 0 ? objects : objectsIn(ground.root, tree);
      found.push(...made.filter(({ manifest }) => isArgo(manifest)).flatMap((object) => applicationsOf(ground, tree, object)));
    }
    if (textOf(found) === textOf(known)) return found;
    known = found;
  }
  const last = known.findLast(({ maker }) => maker !== undefined);
  const message = `Applications make Applications without end, such as ${last?.name}: those beyond ${DEPTH} levels were not judged`;
  report(new InputError("input/applications", message, { file: last?.yaml.file ?? "" }));
  return known;
}

/** A reader that renders nothing: Applications as they stand in the files. */
export function inFiles(root: string): Reader {
  return async (trees) => trees.map((tree) => ({ tree, objects: objectsIn(root, tree) }));
}

function objectsIn(root: string, tree: Tree): Made[] {
  const read = (file: string) => (readText(root, file).includes("argoproj.io/") ? readYaml(root, file).values : []);
  return tree.files.filter(isYaml).flatMap((file) => {
    const values = attempt(
      () => read(file),
      () => {},
    );
    return (values ?? []).flatMap((value, index) => (isArgo(value) ? [{ manifest: value, origin: { file, index } }] : []));
  });
}

function applicationsOf(ground: Ground, tree: Tree, { manifest, origin }: Made): Application[] {
  const place = placeOf(ground.root, tree, manifest, origin);
  if (!place || manifest.kind !== "Application") return [];
  const ofFile = origin.file === undefined ? undefined : ground.environments.of(posix.dirname(origin.file));
  const environment = ofFile ?? (tree.alone ? DEFAULT_ENVIRONMENT : tree.environment);
  return [applicationOf(manifest, { ...place, environment, ...(tree.application ? { maker: tree.application.name } : {}) })];
}

/** Where an object is written: its document, or for what a chart renders the Application of the chart. */
function placeOf(root: string, tree: Tree, manifest: Manifest, { file, index }: Made["origin"]): Place | undefined {
  if (file === undefined) return tree.application;
  const yaml = readYaml(root, file);
  const documents = yaml.values.map((value) => (isArgo(value) && value.kind === manifest.kind ? value : undefined));
  const named = documents.findIndex((value) => value && manifest.metadata.name.includes(String(value.metadata?.name)));
  return { yaml, index: index ?? (named < 0 ? Math.max(0, documents.findIndex(Boolean)) : named) };
}

function textOf(applications: readonly Application[]): string {
  return JSON.stringify(applications.map(({ environment, maker, manifest, yaml }) => [environment, maker, manifest, yaml.file]));
}
