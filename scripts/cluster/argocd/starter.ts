import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { UserError } from "../../errors.ts";
import type { ClusterState } from "../instance.ts";
import { isRunning, lastLines, startProcess } from "../processes.ts";

const READY_WITHIN = 30_000;

/** Starts the programs beside a control plane and writes each down, so that `cluster:down` finds it. */
export class Starter {
  readonly #state: ClusterState;

  constructor(state: ClusterState) {
    this.#state = state;
  }

  program(name: string, program: string, flags: string[], env: Record<string, string> = {}): void {
    const { directory, processes } = this.#state;
    processes.unshift(startProcess(name, program, flags, this.#log(name), env));
    writeFileSync(join(directory, "state.json"), JSON.stringify(this.#state));
  }

  /**
   * Starts a program of this folder, which reads its configuration from a file and says "ready" once it works.
   * @throws UserError with the last lines of its log where it does not
   */
  async node(name: string, script: string, config: object): Promise<void> {
    const file = join(this.#state.directory, `${name}.json`);
    writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
    this.program(name, process.execPath, [fileURLToPath(new URL(script, import.meta.url)), file], { PATH: process.env["PATH"] ?? "" });
    const log = this.#log(name);
    for (let waited = 0; !(existsSync(log) && / ready$/m.test(readFileSync(log, "utf8"))); waited += 50) {
      const pid = this.#state.processes[0]?.pid ?? -1;
      if (waited > READY_WITHIN || (waited % 1000 === 0 && !isRunning(pid, this.#state.directory)))
        throw new UserError(`${name} did not start: ${lastLines(log, 3)}`, { file: log });
      await sleep(50);
    }
  }

  #log(name: string): string {
    return join(this.#state.directory, "logs", `${name}.log`);
  }
}
