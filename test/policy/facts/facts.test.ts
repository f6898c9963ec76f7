import { describe, expect, it } from "vitest";
import type { Manifest } from "../../../scripts/kubernetes/manifest.ts";
import { facts } from "../../../scripts/policy/facts/index.ts";

const object = (kind: string, name: string, fields: object): Manifest => ({ apiVersion: "v1", kind, metadata: { name, namespace: "web" }, ...fields });
const board = (value: unknown) => object("ConfigMap", "board", { data: { "web.json": typeof value === "string" ? value : JSON.stringify(value) } });

describe("facts", () => {
  it("is empty for objects that hold nothing to parse", async () => {
    expect(await facts([object("ConfigMap", "settings", { data: { "a.json": "{}" } })])).toEqual({ promql: {}, dashboards: {}, templates: {}, cron: {} });
  });

  it("finds the expressions of rules, triggers and panels", async () => {
    const rule = object("PrometheusRule", "rules", {
      spec: {
        groups: [
          {
            rules: [
              { alert: "A", expr: "up == 0" },
              { record: "a:b", expr: 100 },
            ],
          },
        ],
      },
    });
    const scaled = object("ScaledObject", "web", { spec: { triggers: [{ type: "prometheus", metadata: { query: "queue" } }, { type: "cpu" }] } });
    const panel = board({
      uid: "u",
      title: "t",
      panels: [{ type: "row", panels: [{ type: "stat", targets: [{ refId: "A", expr: "rate(x[$__rate_interval])" }] }] }],
    });
    const found = await facts([rule, scaled, panel]);
    expect(Object.keys(found.promql).sort()).toEqual(["100", "queue", "rate(x[$__rate_interval])", "up == 0"]);
    expect(Object.values(found.promql).filter(({ error }) => error)).toEqual([]);
    expect(found.dashboards["web/board/web.json"]?.panels.map(({ path }) => path)).toEqual(["/panels/0", "/panels/0/panels/0"]);
  });

  it("leaves the queries of other data sources alone", async () => {
    const loki = { type: "logs", datasource: { type: "loki", uid: "$loki" }, targets: [{ expr: '{app="web"} |= "error"' }] };
    expect((await facts([board({ uid: "u", title: "t", panels: [loki] })])).promql).toEqual({});
  });

  it("says that a dashboard is wrapped, or no JSON", async () => {
    const wrapped = await facts([board({ dashboard: { uid: "u", title: "t", panels: [] } })]);
    expect(wrapped.dashboards["web/board/web.json"]).toMatchObject({ wrapped: true, uid: "u", title: "t" });
    const broken = await facts([board('{"panels": [],}')]);
    expect(broken.dashboards["web/board/web.json"]?.error).toMatch(/JSON/);
  });

  it.each([
    ["0 2 * * *", 86_400],
    ["@weekly", 604_800],
    ["*/15 8-18 * * 1-5", 220_500],
  ])("knows the longest gap of %s", async (schedule, seconds) => {
    const { cron } = await facts([object("CronJob", "job", { spec: { schedule } })]);
    expect(cron[schedule]).toEqual({ longest_gap_seconds: seconds });
  });

  it.each(["61 * * * *", "0 0 31 2 *", "0 0 * * * *", "daily"])("says that %s is no schedule", async (schedule) => {
    const { cron } = await facts([object("CronJob", "job", { spec: { schedule } })]);
    expect(cron[schedule]?.error).toBeTruthy();
  });
});
