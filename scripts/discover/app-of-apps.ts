import { posix } from "node:path";
import { attempt, InputError } from "../input-error.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { readText, readYaml, sourceAt } from "../yaml/yaml-file.ts";
import { expand } from "./application-sets/expand.ts";
import { NotKnown, Refused, type Surroundings } from "./application-sets/set.ts";
import { type Application, applicationOf, isArgo, type Place } from "./applications.ts";
import { DEFAULT_ENVIRONMENT } from "./environments.ts";
import { isYaml } from "./files.ts";
import { type Tree, trimPath } from "./repository.ts";
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

/** What there is to say of the Applications of a repository. */
export interface FoundApplications {
  readonly applications: readonly Application[];
  readonly troubles: readonly InputError[];
  /** What of them nobody can know here, a sentence each. */
  readonly notJudged: readonly string[];
}

/**
 * Finds the Applications of a repository as they are rendered: those that no Application deploys, those that these deploy, and so on.
 * @param argo the files that hold any, or an ApplicationSet
 */
export async function findApplications(ground: Ground, argo: ReadonlySet<string>, read: Reader, surroundings: Surroundings): Promise<FoundApplications> {
  let known: Application[] = [];
  for (let depth = 0; depth < DEPTH; depth++) {
    const makers = treesOf(ground, known).filter((tree) => tree.kind === "chart" || tree.files.some((file) => argo.has(file)));
    const found: Application[] = [];
    const troubles: InputError[] = [];
    const notJudged: string[] = [];
    for (const { tree, objects } of await read(makers)) {
      // What does not render still says in its files what it was meant to deploy.
      const made = objects.length > 0 ? objects : objectsIn(ground.root, tree);
      for (const object of made.filter(({ manifest }) => isArgo(manifest))) {
        const place = placeOf(ground.root, tree, object);
        if (!place) continue;
        if (object.manifest.kind === "Application") found.push(applicationOf(object.manifest, { ...place, ...ownerOf(ground, tree, object) }));
        else found.push(...(await applicationsOf(ground, { tree, object, place }, surroundings, { troubles, notJudged })));
      }
    }
    if (textOf(found) === textOf(known)) return { applications: found, troubles, notJudged: [...new Set(notJudged)] };
    known = found;
  }
  const last = known.findLast(({ maker }) => maker !== undefined);
  const message = `Applications make Applications without end, such as ${last?.name}: those beyond ${DEPTH} levels were not judged`;
  return { applications: known, troubles: [new InputError("input/applications", message, { file: last?.yaml.file ?? "" })], notJudged: [] };
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

function ownerOf({ environments }: Ground, tree: Tree, { origin }: Made): Pick<Application, "environment" | "maker"> {
  const ofFile = origin.file === undefined ? undefined : environments.of(posix.dirname(origin.file));
  const environment = ofFile ?? (tree.alone ? DEFAULT_ENVIRONMENT : tree.environment);
  return { environment, ...(tree.application ? { maker: tree.application.name } : {}) };
}

/** An ApplicationSet in the tree that makes it. */
interface FoundSet {
  readonly tree: Tree;
  readonly object: Made;
  readonly place: Place;
}

/** The Applications that an ApplicationSet makes. A set often deploys to several environments: each belongs to that of its path. */
async function applicationsOf(
  ground: Ground,
  { tree, object, place }: FoundSet,
  surroundings: Surroundings,
  said: { readonly troubles: InputError[]; readonly notJudged: string[] },
): Promise<Application[]> {
  const { manifest } = object;
  const owner = ownerOf(ground, tree, object);
  try {
    const about = { ...place, ...owner, at: ["spec", "template"], madeIn: tree };
    return (await expand(manifest, surroundings)).map((made) => {
      const application = applicationOf(made, about);
      const path = application.sources.find(({ value }) => value.path !== undefined)?.value.path;
      const environment = path === undefined ? undefined : ground.environments.of(trimPath(path));
      return environment === undefined ? application : { ...application, environment };
    });
  } catch (error) {
    const message = (error as Error).message;
    if (error instanceof NotKnown) said.notJudged.push(`what the ApplicationSet ${manifest.metadata.name} makes, because ${message}`);
    else if (error instanceof InputError) said.troubles.push(error);
    else if (error instanceof Refused) said.troubles.push(refused(manifest, message, place));
    else throw error;
    return [];
  }
}

function refused({ metadata }: Manifest, message: string, { yaml, index }: Place): InputError {
  const place = sourceAt(yaml, index, ["spec", "generators"], { key: true });
  return new InputError("input/application-set", `the ApplicationSet ${metadata.name} makes no Application: ${message}`, place);
}

/** Where an object is written: its document, or for what a chart renders the Application of the chart. */
function placeOf(root: string, tree: Tree, { manifest, origin: { file, index } }: Made): Place | undefined {
  if (file === undefined) return tree.application;
  const yaml = readYaml(root, file);
  const documents = yaml.values.map((value) => (isArgo(value) && value.kind === manifest.kind ? value : undefined));
  const named = documents.findIndex((value) => value && manifest.metadata.name.includes(String(value.metadata?.name)));
  return { yaml, index: index ?? (named < 0 ? Math.max(0, documents.findIndex(Boolean)) : named) };
}

function textOf(applications: readonly Application[]): string {
  return JSON.stringify(applications.map(({ environment, maker, manifest, yaml }) => [environment, maker, manifest, yaml.file]));
}
