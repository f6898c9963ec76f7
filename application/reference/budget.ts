import type { Registry } from "./metrics.ts";
import type { Redis } from "./redis.ts";
import type { Settings } from "./settings.ts";

/**
 * What may still be spent. `open`: go on. `slow`: the throttle's share of a limit is spent. `spent`: a limit is
 * reached. `unknown`: the totals cannot be read, so nothing that costs money begins.
 */
export type Level = "open" | "slow" | "spent" | "unknown";

interface Totals {
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
  readonly categories: Readonly<Record<string, number>>;
}

/**
 * Adds to all totals at once. A window that has begun since is 0 first; a pod whose clock is behind adds to the new
 * one. No key has a time to live: with volatile-lru those are the ones that Redis never evicts.
 */
const ADD = `
for i, window in ipairs({'daily', 'weekly', 'monthly'}) do
  local since = redis.call('HGET', KEYS[1], window .. ':since')
  if not since or ARGV[i] > since then
    redis.call('HSET', KEYS[1], window .. ':since', ARGV[i], window, '0')
    if window == 'daily' then redis.call('DEL', KEYS[2]) end
  end
  redis.call('HINCRBYFLOAT', KEYS[1], window, ARGV[5])
end
redis.call('HINCRBYFLOAT', KEYS[2], ARGV[4], ARGV[5])
return 'OK'`;

const WINDOWS = ["daily", "weekly", "monthly"] as const;

/** The totals that all replicas keep together in Redis, or this process for itself where there is none. */
export class Budget {
  readonly #settings: Settings["cost"];
  readonly #redis: Redis | undefined;
  #own: Record<string, string> = {};
  #ownCategories: Record<string, string> = {};
  #totals: Totals | undefined;

  constructor(settings: Settings["cost"], redis: Redis | undefined, registry: Registry) {
    this.#settings = settings;
    this.#redis = redis;
    if (!settings.tracked) return;
    const help = { daily: "00:00 UTC", weekly: "Monday 00:00 UTC", monthly: "the first of the month, 00:00 UTC" };
    for (const window of WINDOWS) {
      registry.gauge(`ai_scientist_${window}_cost`, `US dollars spent since ${help[window]}, by all replicas together`, () =>
        this.#totals ? [[{}, this.#totals[window]]] : [],
      );
    }
    registry.gauge("ai_scientist_cost_by_category", "US dollars spent since 00:00 UTC by all replicas together, by category", () =>
      Object.entries(this.#totals?.categories ?? {}).map(([category, value]) => [{ category }, value]),
    );
  }

  /** Reads the totals anew. Called every few seconds, so that a scrape never waits for Redis. */
  async refresh(): Promise<void> {
    this.#totals = await this.#read().catch(() => undefined);
  }

  /** Counts what was spent. @throws if it cannot be counted */
  async spend(category: string, usd: number): Promise<void> {
    if (!this.#settings.tracked) return;
    const since = beginnings(new Date());
    if (this.#redis) await this.#redis.command("EVAL", ADD, "2", "cost", "cost:categories", ...since, category, String(usd));
    else this.#addOwn(since, category, usd);
    await this.refresh();
  }

  get level(): Level {
    if (!this.#settings.tracked) return "open";
    const totals = this.#totals;
    if (!totals) return "unknown";
    if (!this.#settings.throttled) return "open";
    const share = Math.max(...WINDOWS.map((window) => totals[window] / this.#settings.limits[window]));
    if (share >= 1) return "spent";
    return share * 100 >= this.#settings.throttlePercent ? "slow" : "open";
  }

  get totals(): Totals | undefined {
    return this.#totals;
  }

  async #read(): Promise<Totals> {
    const cost = this.#redis ? pairs(await this.#redis.command("HGETALL", "cost")) : this.#own;
    const categories = this.#redis ? pairs(await this.#redis.command("HGETALL", "cost:categories")) : this.#ownCategories;
    const since = beginnings(new Date());
    const value = (index: 0 | 1 | 2) => ((cost[`${WINDOWS[index]}:since`] ?? "") >= (since[index] as string) ? Number(cost[WINDOWS[index]]) : 0);
    const today = (cost["daily:since"] ?? "") >= (since[0] as string);
    return { daily: value(0), weekly: value(1), monthly: value(2), categories: today ? numbers(categories) : { model: 0 } };
  }

  #addOwn(since: readonly string[], category: string, usd: number): void {
    for (const [index, window] of WINDOWS.entries()) {
      if (this.#own[`${window}:since`] !== since[index]) {
        this.#own = { ...this.#own, [`${window}:since`]: since[index] as string, [window]: "0" };
        if (window === "daily") this.#ownCategories = {};
      }
      this.#own[window] = String(Number(this.#own[window]) + usd);
    }
    this.#ownCategories[category] = String(Number(this.#ownCategories[category] ?? 0) + usd);
  }
}

/** When the day, the week (Monday) and the month began, in UTC, as dates that sort. */
export function beginnings(now: Date): [day: string, week: string, month: string] {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const monday = midnight - ((now.getUTCDay() + 6) % 7) * 86_400_000;
  const date = (time: number) => new Date(time).toISOString().slice(0, 10);
  return [date(midnight), date(monday), `${date(midnight).slice(0, 7)}-01`];
}

function pairs(reply: unknown): Record<string, string> {
  const flat = reply as string[];
  return Object.fromEntries(flat.flatMap((key, index) => (index % 2 === 0 ? [[key, flat[index + 1] as string]] : [])));
}

function numbers(values: Readonly<Record<string, string>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Number(value)]));
}
