import { Worker, type WorkerOptions } from "./worker.ts";

/** A job that waits for a worker. */
interface Waiting {
  readonly job: object;
  readonly milliseconds: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A few workers of the warm renderer, started when they are needed; one that hangs or dies is replaced, and costs the job it had. */
export class Pool {
  readonly #options: WorkerOptions;
  readonly #size: number;
  readonly #idle: Worker[] = [];
  readonly #waiting: Waiting[] = [];
  #busy = 0;

  /** @param size how many jobs are done at once */
  constructor(options: WorkerOptions, size: number) {
    this.#options = options;
    this.#size = size;
  }

  /**
   * Does a job, as soon as a worker is free.
   * @param milliseconds how long it may take once it began
   * @throws RenderFailure with what the renderer says, or with what became of the worker
   */
  run(job: object, milliseconds: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, milliseconds, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#busy >= this.#size) return;
    const waiting = this.#waiting.shift();
    if (!waiting) return;
    this.#busy++;
    const worker = this.#idle.pop() ?? new Worker(this.#options);
    worker
      .run(waiting.job, waiting.milliseconds)
      .then(waiting.resolve, waiting.reject)
      .finally(() => {
        this.#busy--;
        if (worker.alive) this.#idle.push(worker);
        this.#next();
      });
  }
}
