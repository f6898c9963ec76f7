/** Reads Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats/#text-format-details */

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What an endpoint exposes. */
export interface Exposition {
  readonly samples: readonly Sample[];
  readonly types: ReadonlyMap<string, string>;
  /** Lines that are none of the format, with their number. */
  readonly problems: readonly string[];
}

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/;
const LABEL = /\s*([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"\s*(?:,|$)/y;

export function readExposition(text: string): Exposition {
  const samples: Sample[] = [];
  const types = new Map<string, string>();
  const problems: string[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const [, typed, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
    if (typed && type) types.set(typed, type);
    if (line.trim() === "" || line.startsWith("#")) continue;
    const sample = readSample(line);
    if (sample) samples.push(sample);
    else problems.push(`line ${index + 1}: ${line}`);
  }
  return { samples, types, problems };
}

function readSample(line: string): Sample | undefined {
  const [, name, inner = "", number] = SAMPLE.exec(line) ?? [];
  const labels = readLabels(inner);
  const value = readNumber(number);
  return name && labels && value !== undefined ? { name, labels, value } : undefined;
}

function readLabels(inner: string): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < inner.length) {
    const [, label, value] = LABEL.exec(inner) ?? [];
    if (!label || value === undefined) return undefined;
    labels[label] = value.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));
  }
  return labels;
}

function readNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const infinite = /^([+-]?)Inf$/.exec(text);
  if (infinite) return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (text === "NaN") return Number.NaN;
  return Number.isNaN(Number(text)) ? undefined : Number(text);
}
