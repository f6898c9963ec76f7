import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readYaml, type Scalar, scalar } from "./simple-yaml.ts";

/** The configuration cannot be used; `problems` says why, one a line. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

export type Settings = ReturnType<typeof readSettings>;

/**
 * Reads the environment and the two files of the working directory; either file may be missing, and a variable
 * AI_SCIENTIST_<KEY> overrides a key of ai_scientist_config.yaml.
 *
 * @throws SettingsError with everything that is wrong
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>, directory: string) {
  const problems: string[] = [];
  const attempt = <T>(read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      problems.push((error as Error).message);
      return otherwise;
    }
  };
  const text = (name: string, otherwise?: string) => env[name] || otherwise;
  const number = (name: string, otherwise: number, least = 0): number => {
    const value = Number(env[name] || otherwise);
    if (!(value >= least)) problems.push(`${name}: wanted a number from ${least} on, found ${JSON.stringify(env[name])}`);
    return value;
  };
  const flag = (name: string, otherwise: boolean): boolean => {
    const value = env[name] || String(otherwise);
    if (value !== "true" && value !== "false") problems.push(`${name}: wanted true or false, found ${JSON.stringify(value)}`);
    return value === "true";
  };
  const oneOf = (name: string, values: readonly string[], otherwise: string): string => {
    const value = env[name] || otherwise;
    if (!values.includes(value)) problems.push(`${name}: wanted one of ${values.join(", ")}, found ${JSON.stringify(value)}`);
    return value;
  };

  const config = attempt(() => withOverrides(readFile(directory, "ai_scientist_config.yaml"), env), new Map<string, Scalar>());
  const search = attempt(() => readFile(directory, "bfts_config.yaml"), new Map<string, Scalar>());
  const seconds = (values: Map<string, Scalar>, key: string): number => {
    const value = values.get(key) ?? 3600;
    if (typeof value !== "number" || value <= 0) problems.push(`${key}: wanted seconds, found ${JSON.stringify(value)}`);
    return Number(value);
  };

  const settings = {
    environment: text("ENVIRONMENT", "development") as string,
    podName: text("POD_NAME", `local-${process.pid}`) as string,
    logLevel: oneOf("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "INFO"),
    logDirectory: text("LOG_DIR"),
    port: number("PORT", 8000),
    metricsPort: number("METRICS_PORT", 8080),
    metricsEnabled: flag("PROMETHEUS_METRICS_ENABLED", true),
    /** No address, no Redis: then costs are this process's own, and the cache is in memory. */
    redis: env["REDIS_HOST"] ? { host: env["REDIS_HOST"], port: number("REDIS_PORT", 6379, 1), password: text("REDIS_PASSWORD") } : undefined,
    cacheSeconds: number("CACHE_TTL", 3600, 1),
    batching: flag("REQUEST_BATCHING_ENABLED", true),
    cost: {
      tracked: flag("COST_TRACKING_ENABLED", true),
      throttled: flag("COST_THROTTLE_ENABLED", true),
      throttlePercent: number("COST_THROTTLE_PERCENT", 80),
      recommends: flag("MODEL_RECOMMENDATIONS_ENABLED", true),
      limits: { daily: number("DAILY_COST_LIMIT", 100), weekly: number("WEEKLY_COST_LIMIT", 500), monthly: number("MONTHLY_COST_LIMIT", 2000) },
    },
    breaker: {
      enabled: flag("CIRCUIT_BREAKER_ENABLED", true),
      threshold: number("CIRCUIT_BREAKER_FAILURE_THRESHOLD", 5, 1),
      resetSeconds: number("CIRCUIT_BREAKER_RESET_SECONDS", 60),
    },
    experiments: {
      concurrent: number("MAX_CONCURRENT_EXPERIMENTS", 1, 1),
      checkpoints: text("CHECKPOINT_DIR", join(env["DATA_DIR"] || "/tmp/ai-scientist", "checkpoints")) as string,
      checkpointSeconds: number("CHECKPOINT_INTERVAL_SECONDS", 300, 1),
      graceSeconds: number("SHUTDOWN_GRACE_SECONDS", 30),
      /** The longest single run: both files say it, and the shorter counts. */
      runSeconds: Math.min(seconds(config, "EXEC_TIMEOUT"), seconds(search, "exec.timeout")),
      model: String(config.get("DEFAULT_MODEL_WRITEUP") ?? "o1-2024-12-17"),
    },
    config: Object.fromEntries(config),
  };
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

function withOverrides(values: Map<string, Scalar>, env: Readonly<Record<string, string | undefined>>): Map<string, Scalar> {
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith("AI_SCIENTIST_") && value !== undefined) values.set(name.slice("AI_SCIENTIST_".length), scalar(value));
  }
  return values;
}

function readFile(directory: string, name: string): Map<string, Scalar> {
  try {
    return readYaml(readFileSync(join(directory, name), "utf8"), name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
    throw error;
  }
}
