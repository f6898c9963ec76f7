/** What stands in for the world: models, GPU, failures. Nothing here leaves the process. */
export interface World {
  /** APIs whose calls fail. */
  failing: string[];
  /** How long a call to a model takes. */
  latencySeconds: number;
  /** What a call costs, in made-up US dollars. */
  callUsd: number;
  /** In percent; undefined: busy while an experiment runs. */
  gpuUtilization: number | null;
  gpuMemoryUsage: number;
  /** What /health and /startup answer. */
  healthy: boolean;
  starting: boolean;
}

export const newWorld = (): World => ({
  failing: [],
  latencySeconds: 0.05,
  callUsd: 0.01,
  gpuUtilization: null,
  gpuMemoryUsage: 20,
  healthy: true,
  starting: false,
});

const CHECKS: Readonly<Record<keyof World, (value: unknown) => boolean>> = {
  failing: (value) => Array.isArray(value) && value.every((name) => typeof name === "string"),
  latencySeconds: isNumber,
  callUsd: isNumber,
  gpuUtilization: (value) => value === null || isNumber(value),
  gpuMemoryUsage: isNumber,
  healthy: (value) => typeof value === "boolean",
  starting: (value) => typeof value === "boolean",
};

/** Changes the world. @throws naming the first key that is unknown or has a wrong value; nothing is changed then */
export function change(world: World, changes: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(changes)) {
    const check = Object.hasOwn(CHECKS, key) ? CHECKS[key as keyof World] : undefined;
    if (!check) throw new Error(`${key}: not one of ${Object.keys(CHECKS).join(", ")}`);
    if (!check(value)) throw new Error(`${key}: ${JSON.stringify(value)} is not what it can be`);
  }
  Object.assign(world, changes);
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
