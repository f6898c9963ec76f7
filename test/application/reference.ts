import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../support/cli.ts";

/** The reference implementation, in a process of its own. */
export class Reference {
  readonly url: string;
  readonly metricsUrl: string;
  readonly #child: ChildProcess;
  readonly #output: () => string;

  private constructor(child: ChildProcess, output: () => string, [port, metricsPort]: readonly string[]) {
    this.#child = child;
    this.#output = output;
    this.url = `http://127.0.0.1:${port}`;
    this.metricsUrl = `http://127.0.0.1:${metricsPort}`;
  }

  /** Starts it with these variables and no others, on free ports, and waits until it listens. */
  static async start(cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Reference> {
    const { child, output } = spawnReference(cwd, { PORT: "0", METRICS_PORT: "0", CHECKPOINT_DIR: `${cwd}/checkpoints`, ...env });
    const ports = () => [...output().matchAll(/application: (?:answers|metrics) on port (\d+)/g)].map(([, port]) => port as string);
    for (let tries = 0; ports().length < 2; tries += 1) {
      if (child.exitCode !== null || tries > 400) throw new Error(`the reference does not listen: ${output()}`);
      await sleep(50);
    }
    return new Reference(child, output, ports());
  }

  /** Waits for words in its output, for 30 s at most. */
  async says(words: string): Promise<void> {
    for (let tries = 0; !this.output.includes(words); tries += 1) {
      if (tries > 600) throw new Error(`the reference never says ${words}: ${this.output}`);
      await sleep(50);
    }
  }

  /** Starts it and waits until it ends by itself. */
  static async run(cwd: string, env: Readonly<Record<string, string>>): Promise<{ status: number | null; output: string }> {
    const { child, output } = spawnReference(cwd, env);
    const [status] = await once(child, "close");
    return { status, output: output() };
  }

  get output(): string {
    return this.#output();
  }

  async ask(method: string, path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(new URL(path, this.url), { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** The value of a metric's sample, or undefined. */
  async metric(sample: string): Promise<number | undefined> {
    const text = await (await fetch(new URL("/metrics", this.metricsUrl))).text();
    const line = text.split("\n").find((each) => each.startsWith(`${sample} `));
    return line === undefined ? undefined : Number(line.split(" ").at(-1));
  }

  /** Sends a signal and waits for the end. */
  async end(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    this.#child.kill(signal);
    return (await once(this.#child, "close"))[0];
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

function spawnReference(cwd: string, env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [`${ROOT}application/reference/main.ts`], { cwd, env });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  return { child, output: () => output };
}
