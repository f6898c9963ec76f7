import type { Stage } from "./stage.ts";

/** Something that happens to a cluster, and what has to come of it. Those that need no more than a Live can be told on any. */
export interface Story<Where = Stage> {
  /** What a person chooses by; also its place in the order, which is that of the list. */
  name: string;
  title: string;
  /** What it needs beyond a bootstrapped environment; without it the story is skipped, with this as the reason. */
  needs?: string;
  run(stage: Where, facts: Facts): Promise<void>;
}

/** One thing that was seen, with the seconds it took where that is the point. */
export interface Fact {
  what: string;
  seconds?: number;
  ok: boolean;
  /** What was seen instead, or a figure. */
  note?: string;
}

/** What a story writes down while it runs. */
export class Facts {
  readonly all: Fact[] = [];
  readonly #say: (fact: Fact) => void;
  readonly #progress: (line: string) => void;

  constructor(say: (fact: Fact) => void = () => {}, progress: (line: string) => void = () => {}) {
    this.#say = say;
    this.#progress = progress;
  }

  /** Tells whoever waits how far it is; nothing is written down. */
  progress(line: string): void {
    this.#progress(line);
  }

  /** Writes down whether something holds. */
  check(what: string, ok: boolean, note?: string): void {
    this.#add({ what, ok, ...(note ? { note } : {}) });
  }

  /** Writes down how long the work took, and a text that it returns; where it throws, that it failed and why, and the story goes on. */
  async timed(what: string, work: () => Promise<unknown>): Promise<boolean> {
    const started = performance.now();
    const seconds = () => Math.round((performance.now() - started) / 100) / 10;
    try {
      const note = await work();
      this.#add({ what, seconds: seconds(), ok: true, ...(typeof note === "string" ? { note } : {}) });
      return true;
    } catch (error) {
      this.#add({ what, seconds: seconds(), ok: false, note: (error as Error).message });
      return false;
    }
  }

  #add(fact: Fact): void {
    this.all.push(fact);
    this.#say(fact);
  }
}
