import { readFileSync } from "node:fs";
import { join } from "node:path";
import { digest, readCache, writeCache } from "../../cache.ts";
import { applicationSource } from "../../discover/applications.ts";
import { InputError } from "../../input-error.ts";
import { calling } from "../../toolchain.ts";
import { type Built, type ChartRenderer, HelmError, type RenderedChart } from "../engine.ts";
import { objectsIn } from "../manifests.ts";
import { findArchive } from "./archive.ts";
import { isIgnored } from "./hooks.ts";
import { type ChartJob, chartJob } from "./job.ts";
import { type LockedChart, lockedAs } from "./lock.ts";
import { unreadValues } from "./unread.ts";
import { type ChartTree, keySource } from "./values.ts";

/** What a chart is rendered with. */
export interface ChartSettings {
  /** Absolute path of the repository. */
  readonly root: string;
  readonly lock: readonly LockedChart[];
  /** The version of the cluster, "major.minor". */
  readonly kubernetes: string;
  readonly cache: boolean;
}

/**
 * Renders a chart as Argo CD does.
 * @param find gives what renders charts, where there is something on this machine
 * @returns with the reason when it could not be rendered here, though Argo CD could
 * @throws InputError when Helm refuses it, or its archive is not the one that was locked
 */
export async function buildChart(tree: ChartTree, find: () => Promise<ChartRenderer | undefined>, settings: ChartSettings): Promise<Built> {
  const chart = locate(tree, settings);
  if ("unjudged" in chart) return notJudged(chart.unjudged);
  const renderer = await find();
  if (!renderer) return notJudged(`the renderer is not built here: \`${calling("renderer")}\` builds it`);
  const { root, kubernetes } = settings;
  const job = chartJob(root, tree.application, tree.chart, chart.path, kubernetes);
  const place = applicationSource(tree.application, [...tree.chart.path, tree.chart.request ? "chart" : "path"]);
  try {
    const rendered = await renderOnce(job, chart.content, renderer, settings.cache);
    const objects = rendered.objects
      .flatMap(({ manifest, template }) => objectsIn(manifest, { file: place.file, line: place.line }).map((each) => ({ manifest: each, template })))
      .filter(({ manifest }) => !isIgnored(manifest))
      .map(({ manifest, template }) => ({ manifest, origin: { template, transformations: [] } }));
    return { objects, troubles: [], remarks: unreadValues(root, tree, rendered), ...schemaNote(rendered) };
  } catch (error) {
    if (!(error instanceof HelmError)) throw error;
    const value = refusedValue(error.message);
    const source = (value && keySource(root, tree, value)) ?? place;
    throw new InputError("input/chart", `Helm cannot render the chart ${tree.path}: ${plain(error.message, chart.path, root)}`, source);
  }
}

/**
 * The value that a chart's schema refuses, where Helm's words name one: "at '/a': additional properties 'b' not allowed", "at '/a/b': got
 * string, want boolean". https://github.com/santhosh-tekuri/jsonschema/blob/v6.0.2/kind/kind.go
 */
function refusedValue(message: string): string[] | undefined {
  const [, pointer, extra] = /^ *- at '([^']*)': (?:additional properties '([^']*)')?/m.exec(message) ?? [];
  if (pointer === undefined) return undefined;
  const path = pointer.split("/").slice(1);
  return extra === undefined ? path : [...path, extra];
}

function notJudged(reason: string): Built {
  return { objects: [], troubles: [], unjudged: `what the Helm charts of {applications} render, because ${reason}` };
}

/** Where the chart is, and what tells its content from another's. */
function locate(
  { chart, path, files }: ChartTree,
  { root, lock }: ChartSettings,
): { path: string; content: readonly (string | Uint8Array)[] } | { unjudged: string } {
  const [missing] = chart.missing;
  if (missing !== undefined) return { unjudged: `the value file ${missing} is not in this repository` };
  if (!chart.request) return { path: join(root, path), content: files.flatMap((file) => [file, readFileSync(join(root, file))]) };
  const locked = lockedAs(lock, chart.request);
  const archive = locked && findArchive(locked);
  if (!archive) return { unjudged: `no archive of them is in the cache: \`${calling("charts")}\` loads them` };
  return { path: archive, content: [locked.digest] };
}

/** Where nothing that goes into it changed, it is not rendered again. */
async function renderOnce(job: ChartJob, content: readonly (string | Uint8Array)[], renderer: ChartRenderer, cache: boolean): Promise<RenderedChart> {
  if (!cache) return renderer.render(job);
  const key = digest([renderer.version, JSON.stringify({ ...job, chart: "" }), ...content]);
  const kept = readCache("chart", key);
  if (kept) return JSON.parse(kept) as RenderedChart;
  const rendered = await renderer.render(job);
  writeCache(JSON.stringify(rendered), "chart", key);
  return rendered;
}

function schemaNote({ remoteSchema }: RenderedChart): { unjudged?: string } {
  return remoteSchema
    ? { unjudged: `whether the values of {applications} are as the schemas of the charts want them, because these refer to ${remoteSchema}` }
    : {};
}

/** Helm's words on one line, without folders of this machine. */
function plain(text: string, chart: string, root: string): string {
  return text
    .replaceAll(`${root}/`, "")
    .replaceAll(chart, "the archive")
    .replace(/\s*\n\s*/g, " ")
    .trim();
}
