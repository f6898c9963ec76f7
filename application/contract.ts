import { readFileSync } from "node:fs";
import { parse } from "yaml";

export interface Endpoint {
  readonly port: string;
  readonly method: string;
  readonly path: string;
  readonly probe?: string;
  readonly timeoutSeconds?: number;
  /** The Ingress denies it. */
  readonly internal?: boolean;
  readonly meaning: string;
}

export interface Metric {
  readonly type: "counter" | "gauge" | "histogram";
  readonly help: string;
  readonly buckets?: readonly number[];
  readonly unit: string;
  readonly labels?: Readonly<Record<string, { values?: readonly string[]; meaning: string }>>;
  readonly note?: string;
  /** Nothing may have happened yet that it could tell of. */
  readonly mayBeAbsent?: boolean;
}

export interface Contract {
  readonly ports: Readonly<Record<string, { number: number; meaning: string }>>;
  readonly endpoints: readonly Endpoint[];
  readonly targetLabels: readonly string[];
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly variables: Readonly<Record<string, { from: "config" | "secret" | "pod"; values: string | number; meaning: string }>>;
  readonly workingDirectory: string;
  readonly files: Readonly<Record<string, string>>;
  readonly writable: Readonly<Record<string, string>>;
  readonly user: Readonly<Record<string, number>>;
  readonly kubernetes: readonly string[];
  readonly tools: readonly string[];
  readonly logs: Readonly<Record<string, string>>;
  readonly lifecycle: Readonly<Record<string, string>>;
  readonly exit: Readonly<Record<string, string>>;
}

const read = (path: string) => parse(readFileSync(new URL(path, import.meta.url), "utf8"));

/** The contract, with what policies/data/metrics.yaml says of each of its metrics. */
export function readContract(): Contract {
  const contract = read("contract.yaml");
  const catalogue = read("../policies/data/metrics.yaml").metrics;
  const metrics = Object.entries<object>(contract.metrics).map(([name, metric]) => [name, { ...catalogue[name], ...metric }]);
  return { ...contract, metrics: Object.fromEntries(metrics) };
}
