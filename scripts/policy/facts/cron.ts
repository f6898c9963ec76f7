import { Cron } from "croner";
import type { CronFacts } from "./schedules.ts";

/** A fixed Monday, so that the facts of a repository do not depend on when they are worked out. */
const FROM = new Date("2024-01-01T00:00:00Z");
/** Long enough for every weekend, in milliseconds, and enough runs for the months of different length, and a leap year. */
const SPAN = 8 * 24 * 3600 * 1000;
const RUNS = 60;

const known = new Map<string, CronFacts>();

/**
 * Works out how far apart the runs of a schedule lie, once for each: environments share them.
 * @param schedule five fields, or a macro such as @daily, as CronJob's spec.schedule takes them
 */
export function cronFacts(schedule: string): CronFacts {
  const facts = known.get(schedule) ?? workOut(schedule);
  known.set(schedule, facts);
  return facts;
}

function workOut(schedule: string): CronFacts {
  try {
    const cron = new Cron(schedule, { timezone: "UTC", mode: "5-part", legacyMode: true });
    const first = cron.nextRun(FROM);
    if (!first) return { error: `"${schedule}" never runs` };
    let longest = 0;
    let last = first;
    for (let run = 1; run < RUNS || last.getTime() - first.getTime() < SPAN; run++) {
      const next = cron.nextRun(last);
      if (!next) break;
      longest = Math.max(longest, next.getTime() - last.getTime());
      last = next;
    }
    return { longest_gap_seconds: longest / 1000 };
  } catch (cause) {
    return { error: (cause as Error).message };
  }
}
