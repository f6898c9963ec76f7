import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClusterState } from "../../scripts/cluster/instance.ts";
import { isRunning, type Process, startProcess } from "../../scripts/cluster/processes.ts";

/** Ends a program of the cluster and starts it as it was, to see what becomes of the rest. */
export class Processes {
  readonly #state: ClusterState;

  constructor(state: ClusterState) {
    this.#state = state;
  }

  /** Kills a program that no supervisor starts again. */
  async stop(name: string): Promise<void> {
    const process_ = this.#find(name);
    process.kill(process_.pid, "SIGKILL");
    while (isRunning(process_.pid, this.#state.directory)) await sleep(20);
  }

  start(name: string): void {
    const { program = "", flags = [], env } = this.#find(name);
    const started = startProcess(name, program, flags, join(this.#state.directory, "logs", `${name}.log`), env);
    this.#state.processes = this.#state.processes.map((each) => (each.name === name ? started : each));
    writeFileSync(join(this.#state.directory, "state.json"), JSON.stringify(this.#state));
  }

  async restart(name: string, away: number): Promise<void> {
    await this.stop(name);
    await sleep(away);
    this.start(name);
  }

  /** Kills one of Argo CD's processes; its kubelet starts it again. */
  killPod(name: string): void {
    process.kill(this.pid(name), "SIGKILL");
  }

  /** The process that runs in place of a pod. */
  pid(name: string): number {
    const pods = JSON.parse(readFileSync(join(this.#state.directory, "pods.json"), "utf8")) as Process[];
    const pod = pods.find((each) => each.name === name);
    if (!pod) throw new Error(`no process runs in place of ${name}`);
    return pod.pid;
  }

  /** Resident memory of the process in place of a pod, in megabytes. */
  residentMegabytes(name: string): number {
    return Math.round(Number(execFileSync("ps", ["-o", "rss=", "-p", String(this.pid(name))], { encoding: "utf8" })) / 1024);
  }

  #find(name: string): Process {
    const found = this.#state.processes.find((each) => each.name === name);
    if (!found) throw new Error(`no process is called ${name}`);
    return found;
  }
}
