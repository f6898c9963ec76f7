import { setTimeout as sleep } from "node:timers/promises";
import { CircuitBreaker } from "./breaker.ts";
import type { Budget } from "./budget.ts";
import type { Cache } from "./cache.ts";
import type { Log } from "./log.ts";
import type { Registry } from "./metrics.ts";
import type { Settings } from "./settings.ts";
import type { World } from "./simulation.ts";

/** The APIs that there are keys for, each with a circuit breaker of its name. */
export const APIS = ["openai", "anthropic", "gemini", "semantic-scholar"] as const;
export type Api = (typeof APIS)[number];

export interface Answer {
  readonly text: string;
  readonly cached: boolean;
  /** Set while the budget is throttled: what would cost less. */
  readonly recommendation?: string;
}

/** Nothing is asked because the budget does not allow it. */
export class NoBudget extends Error {}

/** Asks models, through cache, budget and circuit breakers. The models are simulated. */
export class Models {
  readonly breakers: ReadonlyMap<Api, CircuitBreaker>;
  readonly #settings: Settings;
  readonly #parts: { cache: Cache; budget: Budget; world: World };
  readonly #underway = new Map<string, Promise<string>>();

  constructor(settings: Settings, parts: { cache: Cache; budget: Budget; world: World }, registry: Registry, log: Log) {
    this.#settings = settings;
    this.#parts = parts;
    const opened = registry.counter(
      "ai_scientist_circuit_breaker_open_total",
      "How often the circuit breaker of label name has opened",
      APIS.map((name) => ({ name })),
    );
    this.breakers = new Map(APIS.map((name) => [name, new CircuitBreaker(name, settings.breaker, () => opened.add({ name }), log)]));
  }

  /**
   * Asks one question.
   *
   * @param options.useCache whether an answer that was paid for before will do
   * @throws NoBudget, CircuitOpen, or what the API answered
   */
  async ask(api: Api, question: string, options: { useCache: boolean }): Promise<Answer> {
    const { cache, budget } = this.#parts;
    const known = options.useCache ? await cache.get(`${api}:${question}`) : undefined;
    const recommendation = this.#settings.cost.recommends && budget.level === "slow" ? "a smaller model, until the window of the limit ends" : undefined;
    if (known !== undefined) return { text: known, cached: true, ...(recommendation ? { recommendation } : {}) };
    if (budget.level === "spent" || budget.level === "unknown") throw new NoBudget(`cost: no call to ${api}, the budget is ${budget.level}`);
    const text = await this.#together(`${api}:${question}`, () => this.#guarded(api, question));
    if (options.useCache) await cache.set(`${api}:${question}`, text);
    return { text, cached: false, ...(recommendation ? { recommendation } : {}) };
  }

  /** The same question asked twice at once is sent, and paid for, once. */
  async #together(key: string, make: () => Promise<string>): Promise<string> {
    if (!this.#settings.batching) return make();
    const call = this.#underway.get(key) ?? make().finally(() => this.#underway.delete(key));
    this.#underway.set(key, call);
    return call;
  }

  async #guarded(api: Api, question: string): Promise<string> {
    const breaker = this.breakers.get(api) as CircuitBreaker;
    const call = () => this.#simulate(api, question);
    const text = await (this.#settings.breaker.enabled ? breaker.call(call) : call());
    await this.#parts.budget.spend("model", this.#parts.world.callUsd);
    return text;
  }

  async #simulate(api: Api, question: string): Promise<string> {
    const { world } = this.#parts;
    await sleep(1000 * world.latencySeconds);
    if (world.failing.includes(api)) throw new Error(`${api} answered 503`);
    return `simulated answer to ${JSON.stringify(question)}`;
  }
}
