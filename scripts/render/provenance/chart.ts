import { applicationSource } from "../../discover/applications.ts";
import type { Repository } from "../../discover/repository.ts";
import type { Finding, Severity, Source } from "../../finding.ts";
import { tokensOf } from "../../kubernetes/json-pointer.ts";
import { idOf, refOf } from "../../kubernetes/object-id.ts";
import { type ChartTree, isChart, type SetValue, valuesSet } from "../charts/values.ts";
import type { RenderedObject } from "../rendered-tree.ts";
import { stepsOf } from "./steps.ts";

const LOWER: Readonly<Record<Severity, Severity>> = { error: "warning", warning: "info", info: "info" };

/**
 * Says of findings on what a chart renders where they can be mended: at the value that decides them, else in the Application.
 * A chart is somebody else's: what no value of this repository decides weighs a level less.
 * @param isOurs whether a rule is a judgement of ours, and not the API server's
 */
export function placeOnCharts(
  repository: Repository,
  objects: readonly RenderedObject[],
  findings: readonly Finding[],
  isOurs: (rule: string) => boolean,
): Finding[] {
  const rendered = new Map(objects.filter(({ tree }) => isChart(tree)).map((object) => [`${object.tree.environment} ${idOf(refOf(object.manifest))}`, object]));
  return findings.map((finding) => {
    const object = finding.object && rendered.get(`${finding.environment} ${idOf(finding.object)}`);
    if (!object || finding.source) return finding;
    const source = locateInChart(repository.root, object, finding.path ?? "");
    return { ...finding, source, ...(source.approximate && isOurs(finding.rule) ? { severity: LOWER[finding.severity] } : {}) };
  });
}

/** The value that decides what stands at a path of an object, where one value does; else the chart in the Application, marked approximate. */
export function locateInChart(root: string, { manifest, tree, origin }: RenderedObject, path: string): Source {
  const chart = tree as ChartTree;
  const { value, missing } = stepsOf(manifest, path);
  const found = missing === undefined ? deciding(valuesSet(root, chart), tokensOf(path), value) : undefined;
  if (found) return { ...found.source, chain: [{ file: found.source.file, line: found.source.line, note: `value of ${origin.template}` }] };
  return { ...applicationSource(chart.application, [...chart.chart.path, chart.chart.request ? "chart" : "path"]), approximate: true };
}

/** A value decides when it alone is set to what is found, and is called alike or says more than yes or no. */
function deciding(set: readonly SetValue[], tokens: readonly string[], value: unknown): SetValue | undefined {
  if (typeof value === "object") return undefined;
  const same = set.filter((each) => String(each.value) === String(value));
  const last = tokens.at(-1);
  const named = same.filter(({ path }) => path.at(-1) === last);
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  return same.length === 1 && isTelling(value) ? same[0] : undefined;
}

function isTelling(value: unknown): boolean {
  return typeof value === "string" ? value.length > 3 && !/^\d*$|^true$|^false$/.test(value) : typeof value === "number" && value > 9;
}
