import type { TestCluster } from "./cluster.ts";

/** What a story found out, for the table: a name and a value that a person reads, such as "seconds without writes": "1.8". */
export type Facts = Record<string, string | number>;

/** A story about the rendered trees on real nodes. It throws where something is not as it must be. */
export interface Story {
  name: string;
  /** Runs on a cluster that earlier stories may have used; leaves it usable for later ones. */
  tell(cluster: TestCluster): Promise<Facts>;
}

/** How a story went. */
export interface Outcome {
  story: string;
  seconds: number;
  facts: Facts;
  /** Why it failed. */
  failure?: string;
}

/** One table of all stories, as text. */
export function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(({ story, seconds, facts, failure }) => {
    const details = failure === undefined ? Object.entries(facts).map(([name, value]) => `${name}: ${value}`) : [failure];
    const first = [failure === undefined ? "ok" : "FAILED", seconds.toFixed(1), story, details[0] ?? ""];
    return [first, ...details.slice(1).map((detail) => ["", "", "", detail])];
  });
  const head = ["", "seconds", "story", "what was seen"];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => (column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
