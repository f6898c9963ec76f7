import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../support/cli.ts";
import { type Rendered, rendered } from "../support/rendered.ts";
import { environments, ruleGroups } from "./prometheus-rules.ts";

const catalogue: Record<string, { type: string; source: string }> = parse(readFileSync(`${ROOT}policies/data/metrics.yaml`, "utf8")).metrics;

function configMaps(environment: string): Rendered[] {
  return rendered(`apps/${environment}/monitoring`).filter((object) => object.metadata.labels?.grafana_dashboard === "1");
}

function dashboards(environment: string): Rendered[] {
  return configMaps(environment).flatMap((object) => Object.values(object.data as Record<string, string>).map((text) => JSON.parse(text)));
}

function expressions(dashboard: Rendered): string[] {
  return dashboard.panels.flatMap((panel: Rendered) => (panel.targets ?? []).map((target: Rendered) => target.expr));
}

/** The words of an expression that look like metrics of ours: everything before a `{`, `[`, operator or end. */
function metricNames(expression: string): string[] {
  const withoutLabels = expression.replaceAll(/\{[^}]*\}|\b(by|on|without|group_left)\s*\([^)]*\)/g, " ");
  return withoutLabels.match(/\b(?:ai_scientist|redis|kube|kubelet|container|certmanager|node_gpu|DCGM)[\w:]*\b|\bALERTS\b|\bup\b/g) ?? [];
}

describe.each(environments)("dashboards of %s", (environment) => {
  const all = dashboards(environment);
  const records = new Set(
    [...ruleGroups(environment).values()].flat().flatMap(({ rules }) => rules.flatMap((rule) => ("record" in rule ? [rule.record] : []))),
  );

  it("are the four that are promised, each under its own uid and title", () => {
    expect(all.map(({ uid }) => uid).sort()).toEqual(["ai-scientist-cost", "ai-scientist-gpu", "ai-scientist-overview", "ai-scientist-performance"]);
    expect(new Set(all.map(({ title }) => title)).size).toBe(4);
  });

  it("lie where Grafana's sidecar looks, under names that do not change", () => {
    for (const { metadata } of configMaps(environment)) {
      expect(metadata.namespace).toBe("monitoring");
      expect(metadata.name).toMatch(/^dashboard-(overview|cost|performance|gpu)$/);
    }
  });

  it.each(all.map((dashboard) => [dashboard.uid, dashboard]))("%s loads as it is", (_, dashboard) => {
    expect(dashboard).not.toHaveProperty("dashboard");
    expect(dashboard).not.toHaveProperty("id");
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(39);
    expect(dashboard.templating.list[0]).toMatchObject({ name: "datasource", type: "datasource", query: "prometheus" });
    const ids = dashboard.panels.map((panel: Rendered) => panel.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const panel of dashboard.panels) {
      if (panel.type === "row") continue;
      expect(["timeseries", "stat", "gauge", "bargauge", "heatmap", "table"]).toContain(panel.type);
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's way of naming a variable
      expect(panel.datasource).toEqual({ type: "prometheus", uid: "${datasource}" });
      expect(panel.fieldConfig.defaults.unit).toBeTruthy();
      expect(panel.targets.length).toBeGreaterThan(0);
    }
  });

  it.each(all.map((dashboard) => [dashboard.uid, dashboard]))("%s has no panel over another", (_, dashboard) => {
    const taken = new Set<string>();
    for (const { title, gridPos } of dashboard.panels) {
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x},${y}`), title).toBe(false);
          taken.add(`${x},${y}`);
        }
      }
    }
  });

  it("ask only for metrics that somebody exposes or records", () => {
    for (const name of all.flatMap(expressions).flatMap(metricNames)) {
      expect(name in catalogue || name.replace(/_(bucket|sum|count)$/, "") in catalogue || records.has(name), name).toBe(true);
    }
  });

  it("take the limits from Prometheus, not from a number of their own", () => {
    const cost = all.find(({ uid }) => uid === "ai-scientist-cost");
    const gauges = cost.panels.filter((panel: Rendered) => panel.type === "gauge");
    expect(gauges).toHaveLength(3);
    for (const gauge of gauges) {
      expect(gauge.fieldConfig.defaults).not.toHaveProperty("max");
      expect(gauge.transformations.map((step: Rendered) => step.id)).toEqual(["configFromData", "configFromData"]);
    }
  });
});

it("every metric that the application promises is looked at by an alert, a recording or a panel", () => {
  const rules = [...ruleGroups("production").values()].flat().flatMap(({ rules }) => rules.map(({ expr }) => expr));
  const used = new Set([...rules, ...dashboards("production").flatMap(expressions)].flatMap(metricNames).map((name) => name.replace(/_bucket$/, "")));
  const promised = Object.keys(catalogue).filter((name) => catalogue[name]?.source === "ai-scientist");
  expect(promised).toHaveLength(12);
  expect(promised.filter((name) => !used.has(name))).toEqual([]);
});
