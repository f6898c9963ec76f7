import type { Log } from "./log.ts";

/** Thrown instead of a call that is not made. */
export class CircuitOpen extends Error {}

/**
 * Leaves an API alone that fails again and again. Closed: calls go through. Open after `threshold` failures in a row:
 * none does. After `resetSeconds` one may try; it closes the breaker or opens it again.
 */
export class CircuitBreaker {
  readonly name: string;
  readonly #options: { threshold: number; resetSeconds: number };
  readonly #opened: () => void;
  readonly #log: Log;
  #failures = 0;
  #openUntil: number | undefined;
  #trying = false;

  constructor(name: string, options: { threshold: number; resetSeconds: number }, opened: () => void, log: Log) {
    this.name = name;
    this.#options = options;
    this.#opened = opened;
    this.#log = log;
  }

  get state(): "closed" | "open" | "half-open" {
    if (this.#openUntil === undefined) return "closed";
    return Date.now() < this.#openUntil ? "open" : "half-open";
  }

  /** Makes a call, or throws CircuitOpen. What the call throws is a failure, and passed on. */
  async call<T>(make: () => Promise<T>): Promise<T> {
    if (this.state === "open" || (this.state === "half-open" && this.#trying)) throw new CircuitOpen(`circuit breaker ${this.name} is open`);
    this.#trying = this.state === "half-open";
    try {
      const result = await make();
      if (this.state !== "closed") this.#log("info", `circuit breaker ${this.name}: closed, the API answers again`);
      this.reset();
      return result;
    } catch (error) {
      this.#failed(error as Error);
      throw error;
    }
  }

  /** Closes it whatever happened. */
  reset(): void {
    this.#failures = 0;
    this.#openUntil = undefined;
    this.#trying = false;
  }

  #failed(error: Error): void {
    this.#failures += 1;
    const opens = this.#trying || (this.state === "closed" && this.#failures >= this.#options.threshold);
    this.#trying = false;
    if (!opens) return;
    this.#openUntil = Date.now() + 1000 * this.#options.resetSeconds;
    this.#opened();
    this.#log("error", `circuit breaker ${this.name}: open after ${this.#failures} failures in a row: ${error.message}`);
  }
}
