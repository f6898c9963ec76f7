import { Cron } from "croner";
import type { CronFacts } from "./schedules.ts";

/** Enough runs to see a whole week of an hourly schedule, or years of a monthly one. */
const RUNS = 200;
/** A fixed day, so that the facts of a repository do not depend on when they are worked out. */
const FROM = new Date("2024-01-01T00:00:00Z");

/**
 * Works out how far apart the runs of a schedule lie.
 * @param schedule five fields, or a macro such as @daily, as CronJob's spec.schedule takes them
 */
export function cronFacts(schedule: string): CronFacts {
  try {
    const runs = new Cron(schedule, { timezone: "UTC", mode: "5-part", legacyMode: true }).nextRuns(RUNS, FROM);
    const gaps = runs.slice(1).map((run, index) => (run.getTime() - (runs[index] as Date).getTime()) / 1000);
    return gaps.length === 0 ? { error: `"${schedule}" never runs` } : { longest_gap_seconds: Math.max(...gaps) };
  } catch (cause) {
    return { error: (cause as Error).message };
  }
}
