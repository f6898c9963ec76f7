import { Budget } from "./budget.ts";
import { Cache } from "./cache.ts";
import { Checkpoints } from "./checkpoints.ts";
import { Experiments } from "./experiments.ts";
import { Leases } from "./leases.ts";
import type { Log } from "./log.ts";
import { Registry } from "./metrics.ts";
import { Models } from "./models.ts";
import { Redis } from "./redis.ts";
import type { Settings } from "./settings.ts";
import { newWorld } from "./simulation.ts";

const REFRESH_MS = 1000;

/** All parts of the application, put together. */
export class App {
  readonly settings: Settings;
  readonly registry = new Registry();
  readonly world = newWorld();
  readonly cache: Cache;
  readonly budget: Budget;
  readonly models: Models;
  readonly checkpoints: Checkpoints;
  readonly experiments: Experiments;
  readonly log: Log;
  readonly #redis: Redis | undefined;
  #started = false;
  #stopping = false;

  constructor(settings: Settings, log: Log) {
    this.settings = settings;
    this.log = log;
    this.#redis = settings.redis && new Redis(settings.redis, log);
    this.cache = new Cache(this.#redis, settings.cacheSeconds, this.registry);
    this.budget = new Budget(settings.cost, this.#redis, this.registry);
    this.models = new Models(settings, this, this.registry, log);
    this.checkpoints = new Checkpoints(settings.experiments.checkpoints);
    const leases = new Leases(this.#redis, settings.podName);
    this.experiments = new Experiments(settings, { models: this.models, budget: this.budget, checkpoints: this.checkpoints, leases }, log);
    this.registry.gauge("ai_scientist_gpu_utilization", "Utilization of the pod's GPU, in percent (0 to 100)", () => [[{}, this.#gpu()]]);
    this.registry.gauge("ai_scientist_gpu_memory_usage", "Memory used of the pod's GPU, in percent (0 to 100)", () => [[{}, this.world.gpuMemoryUsage]]);
  }

  begin(): void {
    const refresh = async () => {
      await this.budget.refresh();
      if (this.#started || (this.#redis && !this.#redis.connected)) return;
      this.#started = true;
      this.experiments.begin();
      this.log("info", "application: started");
    };
    void refresh();
    setInterval(() => void refresh(), REFRESH_MS).unref();
  }

  /** Models are loaded and Redis has answered once. Losing Redis later does not undo it. */
  get started(): boolean {
    return this.#started && !this.world.starting;
  }

  /** Takes requests. */
  get ready(): boolean {
    return this.started && !this.#stopping;
  }

  /** Ends the current runs and saves; probes and metrics are answered meanwhile. */
  async stop(): Promise<boolean> {
    this.#stopping = true;
    const whole = await this.experiments.stop();
    this.#redis?.close();
    return whole;
  }

  #gpu(): number {
    return this.world.gpuUtilization ?? (this.experiments.running.length > 0 ? 90 : 0);
  }
}
