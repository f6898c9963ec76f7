import type { Manifest } from "../../../scripts/kubernetes/manifest.ts";

/** One place in an object: `parent[key]` is `value`. */
export interface Site {
  object: Manifest;
  /** JSON pointer without escapes, good enough to match against. */
  path: string;
  value: unknown;
  parent: Container;
  key: string;
}

type Container = Record<string, unknown>;

/** A named change to a valid object. */
export interface Mutation {
  name: string;
  /** Whether the change leaves the object valid, by its author's intent; the API server has the last word. */
  harmless?: boolean;
  /** Matched against "<Kind>:<pointer>" of every place; the object itself is "<Kind>:". */
  where: RegExp;
  /** Changes the copy in place; false where it has nothing to change. */
  edit: (site: Site) => unknown;
}

/** A changed object and where it came from. */
export interface Mutant {
  mutation: string;
  harmless: boolean;
  kind: string;
  /** Which corpus object, and which place in it. */
  origin: string;
  path: string;
  object: Manifest;
}

/** A place that a mutation could change; the mutant is made only when it is drawn. */
interface Candidate {
  mutation: Mutation;
  object: Manifest;
  origin: string;
  path: string;
  rank: number;
}

/**
 * Draws mutants of a corpus by a seed: the same seed gives the same mutants, whatever other mutations there are.
 * @param each how many of each pair of kind and mutation, at most
 */
export function drawMutants(corpus: readonly Manifest[], mutations: readonly Mutation[], seed: string, each: number): Mutant[] {
  const candidates = corpus.flatMap((object) => candidatesOf(object, mutations, seed));
  const pairs = Map.groupBy(candidates, ({ mutation, object }) => `${object.kind} ${mutation.name}`);
  return [...pairs.values()].flatMap((members) => {
    const mutants: Mutant[] = [];
    for (const candidate of members.sort((a, b) => a.rank - b.rank)) {
      if (mutants.length === each) break;
      const mutant = mutantOf(candidate);
      if (mutant) mutants.push(mutant);
    }
    return mutants;
  });
}

function candidatesOf(object: Manifest, mutations: readonly Mutation[], seed: string): Candidate[] {
  const origin = originOf(object);
  const paths = [...walk(object)].map(({ path }) => path);
  return mutations.flatMap((mutation) => {
    const matching = paths.filter((path) => mutation.where.test(`${object.kind}:${path}`));
    return matching.map((path) => ({ mutation, object, origin, path, rank: hash(`${seed} ${origin} ${mutation.name} ${path}`) }));
  });
}

/** The changed copy; undefined where the mutation finds nothing to change at this place. */
function mutantOf({ mutation, object, origin, path }: Candidate): Mutant | undefined {
  const copy = structuredClone(object);
  const site = [...walk(copy)].find((candidate) => candidate.path === path);
  if (!site || mutation.edit(site) === false || JSON.stringify(copy) === JSON.stringify(object)) return undefined;
  return { mutation: mutation.name, harmless: mutation.harmless ?? false, kind: object.kind, origin, path, object: copy };
}

/** Which object of the corpus this is, for a person. */
export function originOf({ apiVersion, kind, metadata }: Manifest): string {
  return `${apiVersion}/${kind}/${metadata.name}`;
}

function* walk(object: Manifest): Generator<Site> {
  const root = { object } as Container;
  yield { object, path: "", value: object, parent: root, key: "object" };
  yield* below(object, object as Container, "");
}

function* below(object: Manifest, parent: Container, path: string): Generator<Site> {
  for (const [key, value] of Object.entries(parent)) {
    const here = `${path}/${key}`;
    yield { object, path: here, value, parent, key };
    if (typeof value === "object" && value !== null) yield* below(object, value as Container, here);
  }
}

/** FNV-1a with a last mix: half a million places are ranked in a run, and nobody attacks the order. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

/** Edits that the tables are made of. */
export const set = (value: unknown) => (site: Site) => {
  site.parent[site.key] = structuredClone(value);
};
export const put = (fields: Container) => (site: Site) => Object.assign(site.value as Container, structuredClone(fields)) && undefined;
export const change = (edit: (value: never) => unknown) => (site: Site) => {
  site.parent[site.key] = edit(site.value as never);
};
/** Removes the place: a field of an object or an item of a list. */
export const drop = (site: Site) => {
  if (Array.isArray(site.parent)) site.parent.splice(Number(site.key), 1);
  else delete site.parent[site.key];
};
/** Takes named fields away from an object that has one of them. */
export const without =
  (...keys: string[]) =>
  (site: Site) => {
    const value = site.value as Container;
    if (!keys.some((key) => key in value)) return false;
    for (const key of keys) delete value[key];
  };
/** A list gets one more item. */
export const push = (item: unknown) => (site: Site) => void (site.value as unknown[]).push(structuredClone(item));
/** A list gets its first item once more, changed or not. */
export const repeatFirst =
  (changes: Container = {}) =>
  (site: Site) => {
    const list = site.value as unknown[];
    if (list.length === 0) return false;
    const first = structuredClone(list[0]);
    list.push(typeof first === "object" ? { ...first, ...changes } : first);
  };
/** Several edits one after the other; the last one says whether there was anything to change. */
export const all =
  (...edits: ((site: Site) => unknown)[]) =>
  (site: Site) =>
    edits.map((edit) => edit(site)).at(-1);
