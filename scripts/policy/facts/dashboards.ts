import type { Manifest } from "../../kubernetes/manifest.ts";
import { at, list, mapping } from "./fields.ts";

/** A panel of a Grafana dashboard; rows are opened up. */
export interface PanelFacts {
  title: string;
  type: string;
  /** JSON pointer into the text, which a wrapper is part of. */
  path: string;
  /** The uid of every data source that the panel or a target names; a bare name from before Grafana 8.3 counts as one. */
  datasources: string[];
  /** With the JSON pointer of each expression in the dashboard. */
  targets: { refId: string; expr: string; path: string }[];
}

/** A dashboard in a ConfigMap. https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
export interface DashboardFacts {
  /** Why it is no JSON. */
  error?: string;
  /** The dashboard lies in an API envelope, {"dashboard": …}, which provisioning does not open. */
  wrapped: boolean;
  uid: string;
  title: string;
  panels: PanelFacts[];
  variables: { name: string; type: string }[];
}

const SIDECAR_LABEL = /^grafana[_-]dashboards?$/;
const LOOKS_LIKE_A_DASHBOARD = /"(panels|schemaVersion|templating)"\s*:/;

/** The dashboards in the ConfigMaps of an environment: by the sidecar's label, or by what the JSON looks like. */
export function dashboardsIn(objects: readonly Manifest[]): Record<string, DashboardFacts> {
  const found: Record<string, DashboardFacts> = {};
  for (const { kind, metadata, ...rest } of objects) {
    if (kind !== "ConfigMap") continue;
    const labelled = Object.keys(mapping(metadata.labels)).some((label) => SIDECAR_LABEL.test(label));
    for (const [key, text] of Object.entries(mapping(rest["data"]))) {
      if (typeof text !== "string" || !key.endsWith(".json")) continue;
      if (labelled || LOOKS_LIKE_A_DASHBOARD.test(text)) found[`${metadata.namespace ?? ""}/${metadata.name}/${key}`] = dashboardFacts(text);
    }
  }
  return found;
}

/** Reads one dashboard; `error` says why a text is none. */
export function dashboardFacts(text: string): DashboardFacts {
  const nothing = { wrapped: false, uid: "", title: "", panels: [], variables: [] };
  try {
    const value: unknown = JSON.parse(text);
    const wrapped = typeof at(value, "dashboard") === "object";
    const dashboard = wrapped ? at(value, "dashboard") : value;
    return {
      wrapped,
      uid: textOf(at(dashboard, "uid")),
      title: textOf(at(dashboard, "title")),
      panels: panelsOf(dashboard, wrapped ? "/dashboard" : ""),
      variables: list(at(dashboard, "templating", "list")).map((variable) => ({ name: textOf(at(variable, "name")), type: textOf(at(variable, "type")) })),
    };
  } catch (cause) {
    return { ...nothing, error: (cause as Error).message };
  }
}

/** The panels of a dashboard, of its rows (`rows` before Grafana 5) and of the rows among its panels. */
function panelsOf(parent: unknown, path: string): PanelFacts[] {
  const rows = list(at(parent, "rows")).flatMap((row, index) => panelsOf(row, `${path}/rows/${index}`));
  const panels = list(at(parent, "panels")).flatMap((panel, index) => [
    panelFacts(panel, `${path}/panels/${index}`),
    ...panelsOf(panel, `${path}/panels/${index}`),
  ]);
  return [...rows, ...panels];
}

function panelFacts(panel: unknown, path: string): PanelFacts {
  const targets = list(at(panel, "targets"));
  const datasources = [at(panel, "datasource"), ...targets.map((target) => at(target, "datasource"))];
  const uids = datasources.map((datasource) => (typeof datasource === "string" ? datasource : textOf(at(datasource, "uid"))));
  return {
    title: textOf(at(panel, "title")),
    type: textOf(at(panel, "type")),
    path,
    datasources: [...new Set(uids.filter((uid) => uid !== ""))],
    targets: targets.flatMap((target, index) =>
      asksPrometheus(target, panel) ? [{ refId: textOf(at(target, "refId")), expr: textOf(at(target, "expr")), path: `${path}/targets/${index}/expr` }] : [],
    ),
  };
}

/** Loki's queries are called `expr` too; a target names its data source's type, or takes its panel's. */
function asksPrometheus(target: unknown, panel: unknown): boolean {
  const type = at(target, "datasource", "type") ?? at(panel, "datasource", "type") ?? "prometheus";
  return type === "prometheus" && textOf(at(target, "expr")).trim() !== "";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
