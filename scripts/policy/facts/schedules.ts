import type { Manifest } from "../../kubernetes/manifest.ts";
import { at, list } from "./fields.ts";

/** What is known of a cron schedule. */
export interface CronFacts {
  /** Why it is no schedule. */
  error?: string;
  /** The longest time between two runs in a row, in seconds. */
  longest_gap_seconds?: number;
}

/** The schedules of CronJobs and of KEDA's cron triggers, as written. */
export function schedulesIn(objects: readonly Manifest[]): Set<string> {
  const found = objects.flatMap((object): unknown[] => {
    if (object.kind === "CronJob") return [at(object, "spec", "schedule")];
    if (object.kind !== "ScaledObject" && object.kind !== "ScaledJob") return [];
    const triggers = list(at(object, "spec", "triggers")).filter((trigger) => at(trigger, "type") === "cron");
    return triggers.flatMap((trigger) => [at(trigger, "metadata", "start"), at(trigger, "metadata", "end")]);
  });
  return new Set(found.filter((schedule) => typeof schedule === "string"));
}
