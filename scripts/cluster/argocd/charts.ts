import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments, stringify } from "yaml";
import { $ } from "zx";
import type { Manifest } from "../../kubernetes/manifest.ts";
import { type Crd, loadCrds } from "../crds.ts";
import { moduleFiles } from "../modules.ts";
import type { ChartReference } from "./named-sources.ts";

/** How charts.yaml says a chart is had. */
interface Recipe {
  module?: string;
  folder?: string;
  crds?: string[];
  manifests?: { module: string; file: string };
  without?: string[];
}

/** A chart's archive, and what a person should know about it. */
export interface PackedChart extends ChartReference {
  archive: string;
  /** Where its templates come from. */
  origin: string;
  standIn: boolean;
}

/**
 * Packs each chart as <tools>/argocd/charts.yaml says, under the version that is asked for.
 * @param directory where sources and archives are put
 * @param helm the program that packs
 */
export async function packCharts(
  charts: readonly ChartReference[],
  { tools, schemas, helm, directory }: { tools: string; schemas: string; helm: string; directory: string },
): Promise<PackedChart[]> {
  const recipes = parse(readFileSync(join(tools, "argocd", "charts.yaml"), "utf8")) as Record<string, Recipe>;
  const crds = (await loadCrds(tools, schemas)).map(nameCrd);
  return Promise.all(
    charts.map(async (chart) => {
      const recipe = recipes[chart.name] ?? {};
      const source = join(directory, `${chart.name}-${chart.version}`, chart.name);
      rmSync(source, { recursive: true, force: true });
      mkdirSync(join(source, "templates"), { recursive: true });
      const origin = recipe.module ? await copyChart(source, recipe, tools) : await writeStandIn(source, chart, recipe, tools);
      writeCrds(source, recipe.crds ?? [], crds);
      await $({ quiet: true })`${helm} package ${source} --version ${chart.version} --destination ${directory}`;
      return { ...chart, archive: join(directory, `${chart.name}-${chart.version}.tgz`), origin, standIn: !recipe.module };
    }),
  );
}

/** The real chart of a Go module; charts that it depends on are optional parts, and not in the module. */
async function copyChart(source: string, { module = "", folder = "" }: Recipe, tools: string): Promise<string> {
  const { directory, version } = await moduleFiles(join(tools, "crds"), module);
  cpSync(join(directory, folder), source, { recursive: true, mode: 0 });
  await $`chmod -R u+w ${source}`;
  const file = join(source, "Chart.yaml");
  const { dependencies: _, ...chart } = parse(readFileSync(file, "utf8"));
  writeFileSync(file, stringify({ ...chart, appVersion: version }));
  rmSync(join(source, "Chart.lock"), { force: true });
  return `${module} ${version}`;
}

async function writeStandIn(source: string, { name, version }: ChartReference, recipe: Recipe, tools: string): Promise<string> {
  const templates = join(tools, "argocd", "charts");
  writeFileSync(join(source, "Chart.yaml"), stringify({ apiVersion: "v2", name, version, description: "A stand-in for the chart of this name" }));
  if (existsSync(join(templates, name))) cpSync(join(templates, name), join(source, "templates"), { recursive: true });
  if (!recipe.manifests) {
    cpSync(join(templates, "common"), join(source, "templates"), { recursive: true });
    return "a chart of ours with one Deployment";
  }
  const { module, file } = recipe.manifests;
  const { directory, version: moduleVersion } = await moduleFiles(join(tools, "argocd"), module);
  for (const document of parseAllDocuments(readFileSync(join(directory, file), "utf8"))) {
    const object = document.toJS() as Manifest | null;
    if (object) writeObject(source, object, recipe.without ?? []);
  }
  return `a chart of ours with ${file} of ${module} ${moduleVersion}`;
}

function writeObject(source: string, object: Manifest, without: readonly string[]): void {
  const id = `${object.kind}/${object.metadata.name}`;
  const crd = object.kind === "CustomResourceDefinition";
  const folder = without.includes(id) ? "files" : crd ? "crds" : "templates";
  const clusterWide = crd || object.kind.startsWith("Cluster");
  const placed = clusterWide ? object : { ...object, metadata: { ...object.metadata, namespace: "{{ .Release.Namespace }}" } };
  mkdirSync(join(source, folder), { recursive: true });
  writeFileSync(join(source, folder, `${id.replace("/", "-")}.json`), JSON.stringify(placed));
}

/** A CustomResourceDefinition with what it is chosen by. */
interface NamedCrd {
  name: string;
  group: string;
  text: string;
}

interface CrdObject {
  metadata: { name: string };
  spec: { group: string; versions: { subresources?: object; schema: { openAPIV3Schema: { properties: Record<string, unknown> } } }[] };
}

/** A definition made of a schema of ours knows no status, as Git states none; the controller writes one. */
function nameCrd({ text }: Crd): NamedCrd {
  const crd = parse(text) as CrdObject;
  for (const version of crd.spec.versions) {
    const { properties } = version.schema.openAPIV3Schema;
    if (properties["status"]) continue;
    properties["status"] = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
    version.subresources = { status: {} };
  }
  return { name: crd.metadata.name, group: crd.spec.group, text: JSON.stringify(crd) };
}

function writeCrds(source: string, groups: readonly string[], crds: readonly NamedCrd[]): void {
  for (const { name, text } of crds.filter((crd) => groups.some((wanted) => crd.group === wanted || crd.group.endsWith(`.${wanted}`)))) {
    mkdirSync(join(source, "crds"), { recursive: true });
    writeFileSync(join(source, "crds", `${name}.json`), text);
  }
}

/** One line for each chart: what stands behind the name. */
export function describeCharts(charts: readonly PackedChart[]): string[] {
  return charts.map(({ name, version, origin, standIn }) => `chart ${name} ${version}: ${standIn ? "STAND-IN, " : "templates of "}${origin}`);
}
