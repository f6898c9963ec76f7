import { parse } from "yaml";
import { clusterParams } from "./clusters.ts";
import { type GitGenerator, gitParams } from "./git.ts";
import { matchesLabels } from "./selector.ts";
import { type Fill, type Generator, isMap, merged, NotKnown, type Params, Refused, type SetSpec, type Surroundings } from "./set.ts";
import { flattened } from "./templates.ts";

/** What a generator is worked out with. */
interface Work {
  readonly spec: SetSpec;
  readonly surroundings: Surroundings;
  readonly fill: Fill;
}

/** What only the world outside knows. */
const OUTSIDE: Readonly<Record<string, string>> = {
  scmProvider: "its SCM provider generator asks for repositories elsewhere",
  pullRequest: "its pull request generator asks for open pull requests",
  clusterDecisionResource: "its cluster decision resource is in the cluster",
  plugin: "its plugin generator asks a service",
};

/**
 * The parameters that a generator gives, in order.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators/ and Transform in Argo CD's applicationset/generators
 * @param outer those of the first generator of a matrix, which the second may use
 * @throws NotKnown for what is not in the repository
 * @throws Refused for what Argo CD refuses
 */
export async function paramsOf(generator: Generator, work: Work, outer?: Params): Promise<Params[]> {
  const own = outer ? ((await work.fill(generator, [outer]))[0] as Generator) : generator;
  const params = await kindsOf(own, work);
  return params.filter((each) => matchesLabels(generator.selector, flattened(each)));
}

async function kindsOf(generator: Generator, work: Work): Promise<Params[]> {
  const { spec, surroundings } = work;
  const { list, git, clusters, matrix, merge } = generator as Record<string, Record<string, unknown> | undefined>;
  const outside = Object.keys(OUTSIDE).find((kind) => generator[kind] !== undefined);
  if (outside) throw new NotKnown(OUTSIDE[outside] as string);
  if (list) return listParams(list, spec);
  if (git) return withValues(gitParams(git as GitGenerator, spec, surroundings), git["values"], work);
  if (clusters) return withValues(clusterParams(clusters, spec, surroundings), clusters["values"], work);
  if (matrix) return matrixParams(generatorsOf(matrix), work);
  if (merge) return mergeParams(generatorsOf(merge), merge["mergeKeys"], work);
  throw new Refused("a generator has none of the kinds that Argo CD knows");
}

function generatorsOf({ generators }: Record<string, unknown>): Generator[] {
  if (!Array.isArray(generators) || generators.length < 2) throw new Refused("a matrix or merge generator needs two generators");
  return generators as Generator[];
}

function listParams({ elements = [], elementsYaml }: Record<string, unknown>, { goTemplate }: SetSpec): Params[] {
  const all = [...(elements as Params[]), ...((elementsYaml ? parse(String(elementsYaml)) : []) as Params[])];
  if (!all.every(isMap)) throw new Refused("an element of its list generator is no mapping");
  return goTemplate ? all : all.map(({ values, ...rest }) => ({ ...rest, ...(isMap(values) ? flattened({ values }) : {}) }));
}

/** The values of a generator are templates over its own parameters. appendTemplatedValues in Argo CD's applicationset/generators */
async function withValues(params: readonly Params[], values: unknown, { spec, fill }: Work): Promise<Params[]> {
  if (!isMap(values)) return [...params];
  const filled = (await fill(values, params)) as Params[];
  return params.map((each, index) => ({ ...each, ...(spec.goTemplate ? { values: filled[index] } : flattened({ values: filled[index] })) }));
}

async function matrixParams([first, second, third]: readonly Generator[], work: Work): Promise<Params[]> {
  if (third) throw new Refused("a matrix generator takes no more than two generators");
  const all: Params[] = [];
  for (const outer of await paramsOf(first as Generator, work)) {
    for (const inner of await paramsOf(second as Generator, work, outer)) {
      if (work.spec.goTemplate) all.push(merged(inner, outer) as Params);
      else all.push(combined(outer, inner));
    }
  }
  return all;
}

function combined(a: Params, b: Params): Params {
  const clash = Object.keys(b).find((key) => key in a && String(a[key]) !== String(b[key]));
  if (clash !== undefined) throw new Refused(`both generators of its matrix give "${clash}", with different values`);
  return { ...a, ...b };
}

async function mergeParams(generators: readonly Generator[], mergeKeys: unknown, work: Work): Promise<Params[]> {
  if (!Array.isArray(mergeKeys) || mergeKeys.length === 0) throw new Refused("a merge generator needs mergeKeys");
  const keyed = (params: readonly Params[]) => {
    const byKey = new Map(params.map((each) => [JSON.stringify(mergeKeys.map((key) => each[key] ?? null)), each]));
    if (byKey.size < params.length) throw new Refused("a generator of its merge gives the same merge keys twice");
    return byKey;
  };
  const [base, ...others] = await Promise.all(generators.map(async (each) => keyed(await paramsOf(each, work))));
  const over = (below: Params, above: Params = {}) => (work.spec.goTemplate ? merged(below, above) : Object.assign({}, below, above)) as Params;
  return [...(base ?? [])].map(([key, params]) => others.reduce((below, other) => over(below, other.get(key)), params));
}
