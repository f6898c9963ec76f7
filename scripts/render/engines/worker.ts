import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { endsWithUs } from "../../leftovers.ts";

export interface WorkerOptions {
  /** Absolute path of the built renderer. */
  readonly path: string;
  readonly args?: readonly string[];
}

/** Why a job gave nothing. */
export class RenderFailure extends Error {
  override name = "RenderFailure";
  /** "said": Kustomize or Helm says so; "late": it took too long; "lost": the worker died over it. */
  readonly reason: "said" | "late" | "lost";

  constructor(reason: RenderFailure["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** One process of the warm renderer. It does one job at a time, and does not keep this process from ending while it has none. */
export class Worker {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  #received: Buffer[] = [];
  #settle: { resolve: (result: unknown) => void; reject: (failure: RenderFailure) => void } | undefined;
  #alive = true;

  constructor({ path, args = [] }: WorkerOptions) {
    // Deprecation warnings of Kustomize are said by rules, with a line.
    this.#child = endsWithUs(spawn(path, args, { stdio: ["pipe", "pipe", "ignore"] }));
    this.#child.stdout.on("data", (chunk: Buffer) => this.#receive(chunk));
    this.#child.on("error", (error) => this.#end(error.message));
    this.#child.on("close", (code, signal) => this.#end(`it ended with ${signal ?? `status ${code}`}`));
    this.#child.stdin.on("error", () => {}); // Its end is told by "close".
  }

  /** Whether it can be given another job. */
  get alive(): boolean {
    return this.#alive;
  }

  /**
   * @param milliseconds after which it is ended
   * @throws RenderFailure
   */
  async run(job: object, milliseconds: number): Promise<unknown> {
    this.#hold(true);
    const timer = setTimeout(() => this.#stop(), milliseconds);
    try {
      return await new Promise((resolve, reject) => {
        this.#settle = { resolve, reject };
        if (!this.#alive) this.#end("it ended before");
        this.#child.stdin.write(`${JSON.stringify({ id: 0, ...job })}\n`);
      });
    } finally {
      clearTimeout(timer);
      this.#hold(false);
    }
  }

  #receive(chunk: Buffer): void {
    this.#received.push(chunk);
    if (chunk.at(-1) !== 0x0a) return;
    const text = Buffer.concat(this.#received).toString("utf8");
    this.#received = [];
    const { result, error, last = false } = JSON.parse(text) as { result?: unknown; error?: string; last?: boolean };
    if (last) this.#alive = false;
    const settle = this.#settle;
    this.#settle = undefined;
    if (error === undefined) settle?.resolve(result);
    else settle?.reject(new RenderFailure("said", error));
  }

  #stop(): void {
    this.#alive = false;
    this.#child.kill("SIGKILL");
    this.#settle?.reject(new RenderFailure("late", "it did not finish in time"));
    this.#settle = undefined;
  }

  #end(how: string): void {
    this.#alive = false;
    this.#settle?.reject(new RenderFailure("lost", `the renderer could not do it: ${how}`));
    this.#settle = undefined;
  }

  #hold(held: boolean): void {
    const act = held ? "ref" : "unref";
    this.#child[act]();
    for (const stream of [this.#child.stdin, this.#child.stdout]) (stream as Partial<Record<typeof act, () => void>>)[act]?.();
  }
}
