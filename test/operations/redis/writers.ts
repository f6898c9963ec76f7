import { setTimeout as sleep } from "node:timers/promises";
import { Connection } from "./connection.ts";

/** Clients that write a few hundred times a second each through one address, each waiting for the answer to a write before its next. */
export class Writers {
  readonly count: number;
  readonly #address: string;
  readonly #password: string;
  readonly #acknowledged: string[] = [];
  readonly #done: Promise<unknown>;
  #lastAcknowledgement = performance.now();
  #longestSilence = 0;
  readonly #run = crypto.randomUUID();
  #running = true;

  constructor(count: number, address: string, password: string) {
    this.count = count;
    this.#address = address;
    this.#password = password;
    this.#done = Promise.all(Array.from({ length: count }, (_, number) => this.#write(number)));
  }

  /** How many writes Redis has said OK to. */
  get acknowledged(): number {
    return this.#acknowledged.length;
  }

  /**
   * Does something that interrupts the writes, waits until it is over and the writes flow again.
   * @param interruption is done when the writes may go on
   * @returns the longest time in which no writer got an answer, in milliseconds
   */
  async outageDuring(interruption: () => Promise<unknown>): Promise<number> {
    this.#longestSilence = 0;
    await interruption();
    const target = this.acknowledged + 1000;
    for (const limit = performance.now() + 20_000; this.acknowledged < target; await sleep(20)) {
      if (performance.now() > limit) throw new Error("the address did not take writes again within 20 s");
    }
    return Math.round(this.#longestSilence);
  }

  /**
   * Stops writing and looks for every acknowledged write.
   * @param password of today, if it is another than the writers had
   * @returns how many are not there any more
   */
  async lost(password = this.#password): Promise<number> {
    this.#running = false;
    await this.#done;
    const connection = await Connection.open(this.#address, 6379, password);
    let found = 0;
    for (let from = 0; from < this.#acknowledged.length; from += 1000) {
      found += (await connection.command("EXISTS", ...this.#acknowledged.slice(from, from + 1000))) as number;
    }
    connection.close();
    return this.#acknowledged.length - found;
  }

  async #write(number: number): Promise<void> {
    let connection: Connection | undefined;
    for (let sequence = 0; this.#running; sequence += 1) {
      const key = `write:${this.#run}:${number}:${sequence}`;
      try {
        connection ??= await Connection.open(this.#address, 6379, this.#password);
        await connection.command("SET", key, "x".repeat(64));
        const now = performance.now();
        this.#longestSilence = Math.max(this.#longestSilence, now - this.#lastAcknowledgement);
        this.#lastAcknowledgement = now;
        this.#acknowledged.push(key);
        await sleep(2);
      } catch {
        // Not acknowledged, so not counted: as an application would, connect anew and go on.
        connection?.close();
        connection = undefined;
        await sleep(20);
      }
    }
    connection?.close();
  }
}
