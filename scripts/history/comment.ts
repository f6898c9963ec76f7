import pc from "picocolors";
import { loadFormat } from "../report/format.ts";
import { costMarkdown } from "./cost-delta.ts";
import { LIMIT, markdownWithin } from "./formats/markdown.ts";
import type { Review } from "./review.ts";

/** By this first line the comment of an earlier run is found again. */
export const MARKER = "<!-- gitops: validate, diff, safety and cost -->";

/**
 * A review as one comment: findings, what changes, what it costs.
 * @param root where the files are that findings point at
 */
export async function comment({ report, comparison, cost }: Review, root: string): Promise<string> {
  const format = await loadFormat("markdown");
  const findings = await format(report, { root, colors: pc.createColors(false) });
  const costs = costMarkdown(cost);
  const changes = markdownWithin(comparison, LIMIT - findings.length - costs.length);
  return [MARKER, findings, changes, costs].join("\n");
}
