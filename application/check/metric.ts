import type { Metric } from "../contract.ts";
import type { Exposition, Sample } from "./exposition.ts";

/** The most that a unit allows; the least is always 0. */
const MOST: Readonly<Record<string, number>> = { percent: 100, ratio: 1 };

/**
 * Says what is wrong with one metric.
 *
 * @param targetLabels labels that it must not have, because its target has them
 * @returns the first trouble, or undefined
 */
export function problemOf(name: string, metric: Metric, exposition: Exposition, targetLabels: readonly string[]): string | undefined {
  const samples = exposition.samples.filter((sample) => familyOf(sample.name, metric) === name);
  if (samples.length === 0) return metric.mayBeAbsent ? undefined : "no sample";
  const type = exposition.types.get(name);
  if (type !== metric.type) return `its type is ${type ?? "not told"}, wanted ${metric.type}`;
  return (
    labelProblem(samples, metric, targetLabels) ??
    valueProblem(samples, metric) ??
    (metric.type === "histogram" ? histogramProblem(name, metric, samples) : undefined)
  );
}

function familyOf(sample: string, { type }: Metric): string {
  return type === "histogram" ? sample.replace(/_(bucket|sum|count)$/, "") : sample;
}

function labelProblem(samples: readonly Sample[], { type, labels = {} }: Metric, targetLabels: readonly string[]): string | undefined {
  for (const sample of samples) {
    const taken = targetLabels.find((label) => label in sample.labels);
    if (taken) return `label ${taken} is the target's own: Prometheus would rename it`;
    for (const [label, { values }] of Object.entries(labels)) {
      const value = sample.labels[label];
      if (!value) return `a sample without label ${label}`;
      if (values && !values.includes(value)) return `${label}="${value}", wanted one of ${values.join(", ")}`;
    }
    const more = Object.keys(sample.labels).find((label) => !(label in labels) && !(type === "histogram" && label === "le"));
    if (more) return `label ${more} is not in the contract`;
  }
  return undefined;
}

function valueProblem(samples: readonly Sample[], { unit }: Metric): string | undefined {
  const most = MOST[unit] ?? Number.POSITIVE_INFINITY;
  const wrong = samples.find(({ value }) => !(value >= 0 && value <= most));
  return wrong && `${wrong.value} is not from 0 to ${most === Number.POSITIVE_INFINITY ? "any number" : most} (${unit})`;
}

function histogramProblem(name: string, { buckets = [] }: Metric, samples: readonly Sample[]): string | undefined {
  const key = ({ labels: { le: _, ...labels } }: Sample) => JSON.stringify(labels);
  for (const series of Map.groupBy(samples, key).values()) {
    const found = series
      .filter((sample) => sample.name === `${name}_bucket`)
      .map(({ labels, value }) => ({ limit: Number(labels["le"]?.replace("+Inf", "Infinity")), value }));
    found.sort((a, b) => a.limit - b.limit);
    const limits = found.map(({ limit }) => limit);
    const wanted = [...buckets, Number.POSITIVE_INFINITY];
    if (limits.join() !== wanted.join()) return `its buckets end at ${limits.join(", ") || "nothing"}, wanted ${wanted.join(", ")}`;
    if (found.some(({ value }, index) => value < (found[index - 1]?.value ?? 0))) return "its buckets are not cumulative";
    const count = series.find((sample) => sample.name === `${name}_count`)?.value;
    if (count !== found.at(-1)?.value) return `_count is ${count ?? "missing"}, its last bucket ${found.at(-1)?.value}`;
    if (!series.some((sample) => sample.name === `${name}_sum`)) return "_sum is missing";
  }
  return undefined;
}
