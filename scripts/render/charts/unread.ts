import { didYouMean } from "../../did-you-mean.ts";
import { applicationSource } from "../../discover/applications.ts";
import type { Finding } from "../../finding.ts";
import rules from "../../rules/groups/charts.ts";
import { findingOf } from "../../rules/rule.ts";
import type { RenderedChart } from "../engine.ts";
import { type ChartTree, keySource } from "./values.ts";

/** A finding for each value that nothing in the chart reads, at its line. */
export function unreadValues(root: string, tree: ChartTree, { name, unread = [] }: RenderedChart): Finding[] {
  return unread.map(({ path, beside }) => {
    const source = keySource(root, tree, path) ?? applicationSource(tree.application, tree.chart.path);
    const meant = didYouMean(path.at(-1) as string, beside);
    const message = `nothing in the chart ${name} reads the value "${path.join(".")}"${meant ? `, did you mean "${meant}"?` : ""}`;
    return findingOf(rules["unread-value"], { message, source, application: tree.application.name, environment: tree.environment });
  });
}
