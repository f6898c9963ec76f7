import type { Environment } from "../trees/environment.ts";

/** A PromQL expression of a rendered tree; a dashboard's has Grafana's macros. */
export interface Expression {
  readonly text: string;
  readonly macros: boolean;
}

/** All that rules, dashboards and the autoscaler of an environment ask Prometheus. */
export function expressionsOf(environment: Environment): Expression[] {
  const monitoring = environment.objects("monitoring");
  const rules = monitoring
    .filter(({ kind }) => kind === "PrometheusRule")
    .flatMap(({ spec }) => spec.groups.flatMap((group: { rules: { expr: string }[] }) => group.rules));
  const dashboards = monitoring
    .filter(({ metadata }) => metadata.labels?.grafana_dashboard === "1")
    .flatMap(({ data }) => Object.values<string>(data).map((text) => JSON.parse(text)));
  const targets: { expr: string }[] = dashboards.flatMap(({ panels }) => panels.flatMap((panel: { targets?: object[] }) => panel.targets ?? []));
  const triggers: { metadata: { query?: string } }[] = environment.one("ScaledObject", "ai-scientist").spec.triggers;
  return [
    ...rules.map(({ expr }: { expr: string }) => ({ text: String(expr), macros: false })),
    ...targets.map(({ expr }) => ({ text: expr, macros: true })),
    ...triggers.flatMap(({ metadata: { query } }) => (query ? [{ text: query, macros: false }] : [])),
  ];
}
