import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Budget } from "./budget.ts";
import type { Checkpoints, Experiment } from "./checkpoints.ts";
import { Leases } from "./leases.ts";
import type { Log } from "./log.ts";
import type { Api, Models } from "./models.ts";
import type { Settings } from "./settings.ts";

const TICK_MS = 250;

interface Work {
  readonly experiment: Experiment;
  /** Another pod holds it now: nothing of it may be saved any more. */
  lost: boolean;
}

/** Works on saved experiments, and on SIGTERM ends the current runs, saves and lets go, so that another pod takes up. */
export class Experiments {
  readonly #settings: Settings;
  readonly #parts: { models: Models; budget: Budget; checkpoints: Checkpoints; leases: Leases };
  readonly #log: Log;
  readonly #running = new Map<string, Work>();
  readonly #ended = new Set<string>();
  #stopping = false;

  constructor(settings: Settings, parts: { models: Models; budget: Budget; checkpoints: Checkpoints; leases: Leases }, log: Log) {
    this.#settings = settings;
    this.#parts = parts;
    this.#log = log;
  }

  /** Looks for unfinished experiments that nobody works on, from now on. */
  begin(): void {
    const seconds = this.#settings.experiments.checkpointSeconds;
    setInterval(() => this.#saveAll(), 1000 * seconds).unref();
    setInterval(() => void this.#renew(), Leases.RENEWAL_MS).unref();
    void this.#look();
  }

  /** Saves a new experiment, which some pod then works on. */
  submit(wanted: { runs: number; secondsPerRun: number; api: Api }): Experiment {
    const experiment: Experiment = { id: randomUUID(), ...wanted, done: 0, state: "unfinished", pods: [], results: [] };
    this.#parts.checkpoints.save(experiment);
    return experiment;
  }

  get running(): string[] {
    return [...this.#running.keys()];
  }

  /** Takes nothing new, waits for current runs and saves. @returns false if the time ran out, and with it a run */
  async stop(): Promise<boolean> {
    this.#stopping = true;
    const limit = Date.now() + 1000 * this.#settings.experiments.graceSeconds;
    while (this.#running.size > 0 && Date.now() < limit) await sleep(50);
    const cut = this.running;
    this.#saveAll();
    await Promise.all(cut.map((id) => this.#parts.leases.release(id)));
    return cut.length === 0;
  }

  async #look(): Promise<void> {
    for (; !this.#stopping; await sleep(TICK_MS)) {
      for (const id of this.#parts.checkpoints.ids()) if (!this.#ended.has(id) && !this.#running.has(id)) await this.#takeUp(id);
    }
  }

  async #takeUp(id: string): Promise<void> {
    if (this.#stopping || this.#running.size >= this.#room()) return;
    try {
      if (!(await this.#parts.leases.claim(id))) return;
      const experiment = this.#parts.checkpoints.load(id);
      if (experiment?.state !== "unfinished") {
        this.#ended.add(id);
        return await this.#parts.leases.release(id);
      }
      experiment.pods.push(this.#settings.podName);
      const work = { experiment, lost: false };
      this.#running.set(id, work);
      this.#log("info", `experiment ${id}: ${experiment.done === 0 ? "begun" : `taken up after ${experiment.done} runs`}`);
      void this.#work(work).finally(() => this.#running.delete(id));
    } catch (error) {
      this.#log("error", `experiment ${id}: cannot be taken up: ${(error as Error).message}`);
    }
  }

  /** How many at a time: one when the budget is throttled, none when it is spent or unknown. */
  #room(): number {
    const { level } = this.#parts.budget;
    return level === "open" ? this.#settings.experiments.concurrent : level === "slow" ? 1 : 0;
  }

  async #work(work: Work): Promise<void> {
    const { experiment } = work;
    while (experiment.done < experiment.runs && !this.#stopping && !work.lost) {
      if (!this.running.slice(0, this.#room()).includes(experiment.id)) {
        await sleep(TICK_MS);
        continue;
      }
      await this.#run(experiment);
      if (experiment.state === "failed") break;
      if (this.#parts.budget.level === "slow" && !this.#stopping) await sleep(1000 * experiment.secondsPerRun);
    }
    if (work.lost) return;
    if (experiment.done === experiment.runs) experiment.state = "finished";
    this.#parts.checkpoints.save(experiment);
    await this.#parts.leases.release(experiment.id);
    this.#log("info", `experiment ${experiment.id}: ${experiment.state === "unfinished" ? "saved" : experiment.state} after ${experiment.done} runs`);
  }

  /** One run; what fails for a reason of the world is tried again. */
  async #run(experiment: Experiment): Promise<void> {
    const seconds = this.#settings.experiments.runSeconds;
    try {
      const answer = await this.#parts.models.ask(experiment.api as Api, `${experiment.id} run ${experiment.done}`, { useCache: true });
      await sleep(1000 * Math.min(experiment.secondsPerRun, seconds));
      if (experiment.secondsPerRun > seconds) {
        experiment.state = "failed";
        experiment.reason = `a run took longer than EXEC_TIMEOUT, ${seconds} s`;
        return;
      }
      experiment.results.push(answer.text);
      experiment.done += 1;
      this.#parts.checkpoints.save(experiment);
    } catch (error) {
      this.#log("warning", `experiment ${experiment.id}: run ${experiment.done} failed and is tried again: ${(error as Error).message}`);
      await sleep(1000);
    }
  }

  #saveAll(): void {
    for (const { experiment, lost } of this.#running.values()) if (!lost) this.#parts.checkpoints.save(experiment);
  }

  /** Without Redis nobody else can claim it either, so the work goes on. */
  async #renew(): Promise<void> {
    for (const work of this.#running.values()) {
      const kept = await this.#parts.leases.claim(work.experiment.id).catch(() => true);
      if (!kept) this.#log("error", `experiment ${work.experiment.id}: another pod works on it, given up here`);
      work.lost = !kept;
    }
  }
}
