import type { Manifest } from "../../kubernetes/manifest.ts";
import { type DashboardFacts, dashboardsIn } from "./dashboards.ts";
import { expressionsIn } from "./expressions.ts";
import type { PromqlFacts } from "./promql.ts";
import { type CronFacts, schedulesIn } from "./schedules.ts";
import { type TemplateFacts, templatesIn } from "./templates.ts";

/** What Rego cannot work out by itself about the objects of one environment: `input.facts` of the policies. */
export interface Facts {
  /** By the text of the expression. */
  promql: Record<string, PromqlFacts>;
  /** By "<namespace>/<ConfigMap>/<key>". */
  dashboards: Record<string, DashboardFacts>;
  /** By the text of an annotation or a label of an alert. */
  templates: Record<string, TemplateFacts>;
  /** By the text of the schedule. */
  cron: Record<string, CronFacts>;
}

/**
 * Works out the facts about the objects of one environment. A parser is loaded only when there is something for it to parse.
 * What cannot be parsed is a fact too (its `error`), so this throws nothing.
 */
export async function facts(objects: readonly Manifest[]): Promise<Facts> {
  const dashboards = dashboardsIn(objects);
  const expressions = expressionsIn(objects, dashboards);
  const schedules = schedulesIn(objects);
  return {
    promql: expressions.size === 0 ? {} : await parseExpressions(expressions),
    dashboards,
    templates: templatesIn(objects),
    cron: schedules.size === 0 ? {} : await parseSchedules(schedules),
  };
}

async function parseExpressions(expressions: ReadonlyMap<string, { macros: boolean }>): Promise<Facts["promql"]> {
  const { promqlFacts } = await import("./promql.ts");
  return Object.fromEntries([...expressions].map(([text, options]) => [text, promqlFacts(text, options)]));
}

async function parseSchedules(schedules: ReadonlySet<string>): Promise<Facts["cron"]> {
  const { cronFacts } = await import("./cron.ts");
  return Object.fromEntries([...schedules].map((schedule) => [schedule, cronFacts(schedule)]));
}
