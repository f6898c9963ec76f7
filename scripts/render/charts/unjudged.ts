import type { RenderedTree } from "../rendered-tree.ts";

/** What the charts of Applications kept from being judged, a sentence for each reason. */
export function unjudgedCharts(trees: readonly RenderedTree[]): string[] {
  const reasons = Map.groupBy(
    trees.filter(({ unjudged }) => unjudged !== undefined),
    ({ unjudged }) => unjudged as string,
  );
  return [...reasons].map(([reason, of]) => reason.replace("{applications}", namesOf(of))).sort();
}

function namesOf(trees: readonly RenderedTree[]): string {
  return [...new Set(trees.map(({ tree }) => tree.application?.name ?? tree.path))].sort().join(", ");
}
