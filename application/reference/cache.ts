import { createHash } from "node:crypto";
import type { Registry } from "./metrics.ts";
import type { Redis } from "./redis.ts";

const MEMORY_ENTRIES = 1000;
const WINDOW = 1000;

/** Answers that were paid for, in memory and behind it in Redis. Without Redis memory alone; a cache never fails a request. */
export class Cache {
  readonly #redis: Redis | undefined;
  readonly #seconds: number;
  readonly #memory = new Map<string, { text: string; until: number }>();
  /** The last look-ups, so that the rate says how it is now and not how it was since the start. */
  readonly #hits: boolean[] = [];
  readonly #operations: { add(): void };

  constructor(redis: Redis | undefined, seconds: number, registry: Registry) {
    this.#redis = redis;
    this.#seconds = seconds;
    this.#operations = registry.counter("ai_scientist_cache_operations_total", "Cache look-ups and writes");
    registry.gauge("ai_scientist_cache_hit_rate", "Share of cache look-ups that were hits (0 to 1)", () =>
      this.#hits.length === 0 ? [] : [[{}, this.hitRate]],
    );
  }

  /** Of the last thousand look-ups; NaN before the first. */
  get hitRate(): number {
    return this.#hits.filter(Boolean).length / this.#hits.length;
  }

  async get(question: string): Promise<string | undefined> {
    const key = keyOf(question);
    this.#operations.add();
    const text = this.#remembered(key) ?? (await this.#redis?.command("GET", key).catch(() => null)) ?? undefined;
    this.#hits.push(text !== undefined);
    if (this.#hits.length > WINDOW) this.#hits.shift();
    if (typeof text !== "string") return undefined;
    this.#remember(key, text);
    return text;
  }

  async set(question: string, answer: string): Promise<void> {
    const key = keyOf(question);
    this.#operations.add();
    this.#remember(key, answer);
    await this.#redis?.command("SET", key, answer, "EX", String(this.#seconds)).catch(() => null);
  }

  #remembered(key: string): string | undefined {
    const entry = this.#memory.get(key);
    return entry && entry.until > Date.now() ? entry.text : undefined;
  }

  #remember(key: string, text: string): void {
    this.#memory.delete(key);
    this.#memory.set(key, { text, until: Date.now() + 1000 * this.#seconds });
    if (this.#memory.size > MEMORY_ENTRIES) this.#memory.delete(this.#memory.keys().next().value as string);
  }
}

function keyOf(question: string): string {
  return `answer:${createHash("sha256").update(question).digest("hex")}`;
}
