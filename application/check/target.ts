import { type Exposition, readExposition } from "./exposition.ts";

/** Nobody answers: nothing can be said of the implementation. */
export class Unreachable extends Error {}

/** What was answered; a status in words where nothing was. */
export interface Answer {
  readonly status: number | string;
  readonly type: string;
  readonly text: string;
}

/** A running implementation. */
export class Target {
  readonly #bases: Readonly<Record<string, URL>>;

  /** @param bases the address of each port, by the port's name in the contract */
  constructor(bases: Readonly<Record<string, URL>>) {
    this.#bases = bases;
  }

  /** @throws Unreachable */
  async ask(port: string, path: string, options: { method?: string; timeoutSeconds?: number } = {}): Promise<Answer> {
    const { method = "GET", timeoutSeconds = 10 } = options;
    const url = new URL(path, this.#bases[port]);
    try {
      const response = await fetch(url, { method, redirect: "manual", signal: AbortSignal.timeout(1000 * timeoutSeconds) });
      return { status: response.status, type: response.headers.get("content-type") ?? "", text: await response.text() };
    } catch (error) {
      const { name, cause, message } = error as Error;
      if (name === "TimeoutError") return { status: "too late", type: "", text: "" };
      throw new Unreachable(`${url}: ${(cause as Error | undefined)?.message || message}`);
    }
  }

  /** As `ask`; that nobody answers is what is wrong with an implementation whose other port does. */
  async metrics(path: string, timeoutSeconds: number): Promise<{ answer: Answer; exposition: Exposition }> {
    const answer = await this.ask("metrics", path, { timeoutSeconds }).catch((error: unknown) => {
      if (error instanceof Unreachable) return { status: `nothing (${error.message}); --metrics-url says where`, type: "", text: "" };
      throw error;
    });
    return { answer, exposition: readExposition(answer.status === 200 ? answer.text : "") };
  }
}
