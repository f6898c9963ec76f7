import type { Application } from "../../discover/applications.ts";
import type { ChartSource } from "../../discover/charts.ts";
import type { Tree } from "../../discover/repository.ts";
import type { Source } from "../../finding.ts";
import { readYaml, sourceAt, type YamlFile, type YamlPath } from "../../yaml/yaml-file.ts";

/** A tree that is a chart. */
export type ChartTree = Tree & { readonly chart: ChartSource; readonly application: Application };

/** Whether a tree is a chart. */
export function isChart(tree: Tree): tree is ChartTree {
  return tree.chart !== undefined && tree.application !== undefined;
}

/** One place that holds values: a file, or a part of the Application. */
interface Layer {
  readonly yaml: YamlFile;
  readonly index: number;
  /** Where the values begin. */
  readonly at: YamlPath;
  readonly value: unknown;
}

/** A value that is no map and no list, where it was set last. */
export interface SetValue {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly source: Source;
}

/** Where a key of the values stands; the last of the places that have it. */
export function keySource(root: string, tree: ChartTree, path: readonly string[]): Source | undefined {
  const layer = layersOf(root, tree).findLast(
    ({ value }) => path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value) !== undefined,
  );
  return layer && sourceAt(layer.yaml, layer.index, [...layer.at, ...path], { key: true });
}

/** Everything that the values of a chart set, as far as it is in this repository. */
export function valuesSet(root: string, tree: ChartTree): SetValue[] {
  const set = new Map<string, SetValue>();
  for (const layer of layersOf(root, tree)) {
    for (const { path, value } of leaves(layer.value, [])) {
      set.set(path.join("\n"), { path: path.map(String), value, source: sourceAt(layer.yaml, layer.index, [...layer.at, ...path]) });
    }
  }
  return [...set.values()];
}

/** In the order in which they override one another. */
function layersOf(root: string, { chart, application }: ChartTree): Layer[] {
  const files = chart.valueFiles.filter((file) => file.in === "repository");
  const ofFiles = files.flatMap(({ name }) => {
    const yaml = readYaml(root, name);
    return yaml.values.map((value, index) => ({ yaml, index, at: [], value }));
  });
  const { yaml, index } = application;
  const at = [...chart.path, "helm"];
  const { valuesObject, parameters } = chart.helm;
  const own = valuesObject ? [{ yaml, index, at: [...at, "valuesObject"], value: valuesObject }] : [];
  const set = (Array.isArray(parameters) ? parameters : []).map(({ name, value }, each) => ({
    yaml,
    index,
    at: [...at, "parameters", each, "value"],
    value: nested(String(name).split("."), value),
  }));
  return [...ofFiles, ...own, ...set];
}

/** What `--set a.b=value` makes. */
function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

function leaves(value: unknown, path: YamlPath): { path: YamlPath; value: unknown }[] {
  if (typeof value !== "object" || value === null) return path.length === 0 ? [] : [{ path, value }];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, each]) => leaves(each, [...path, key]));
}
