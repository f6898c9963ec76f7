import type { Manifest } from "../../kubernetes/manifest.ts";
import type { DashboardFacts } from "./dashboards.ts";
import { at, list } from "./fields.ts";

/** Whether Grafana's variables and macros may stand in an expression. */
export interface ExpressionOptions {
  macros: boolean;
}

/** Every PromQL expression of an environment: of PrometheusRules, of KEDA's prometheus triggers, of dashboards' panels. */
export function expressionsIn(objects: readonly Manifest[], dashboards: Record<string, DashboardFacts>): Map<string, ExpressionOptions> {
  const found = new Map<string, ExpressionOptions>();
  for (const panel of Object.values(dashboards).flatMap((dashboard) => dashboard.panels)) {
    for (const { expr } of panel.targets) found.set(expr, { macros: true });
  }
  // Last, so that a text used in both is held to Prometheus's own grammar.
  for (const expr of objects.flatMap(expressionsOf)) found.set(expr, { macros: false });
  return found;
}

function expressionsOf(object: Manifest): string[] {
  if (object.kind === "PrometheusRule") {
    const rules = list(at(object, "spec", "groups")).flatMap((group) => list(at(group, "rules")));
    return rules
      .map((rule) => at(rule, "expr"))
      .filter((expr) => typeof expr === "string" || typeof expr === "number")
      .map(String);
  }
  if (object.kind === "ScaledObject" || object.kind === "ScaledJob") {
    const triggers = list(at(object, "spec", "triggers")).filter((trigger) => at(trigger, "type") === "prometheus");
    return triggers.map((trigger) => at(trigger, "metadata", "query")).filter((query) => typeof query === "string");
  }
  return [];
}
