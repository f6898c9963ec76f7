import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";

/** An experiment as it is saved. */
export interface Experiment {
  readonly id: string;
  /** Runs of generated code, here a sleep and a question to a model. */
  readonly runs: number;
  readonly secondsPerRun: number;
  readonly api: string;
  done: number;
  state: "unfinished" | "finished" | "failed";
  reason?: string;
  /** Every pod that worked on it, in order. */
  readonly pods: string[];
  results: string[];
}

/** Experiments on the volume that all pods share, one file each, never half written. */
export class Checkpoints {
  readonly #directory: string;

  /** @throws if the directory cannot be made */
  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  ids(): string[] {
    return readdirSync(this.#directory)
      .filter((name) => /^[\w-]+\.json$/.test(name))
      .map((name) => name.slice(0, -".json".length));
  }

  /** @returns undefined if there is none of this id. @throws if the file cannot be read */
  load(id: string): Experiment | undefined {
    if (!/^[\w-]+$/.test(id)) return undefined;
    try {
      return JSON.parse(readFileSync(join(this.#directory, `${id}.json`), "utf8"));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  save(experiment: Experiment): void {
    const path = join(this.#directory, `${experiment.id}.json`);
    const file = openSync(`${path}.part`, "w");
    try {
      writeSync(file, JSON.stringify(experiment));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(`${path}.part`, path);
  }
}
