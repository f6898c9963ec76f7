import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/** Writes a line; the message begins with what it is about, because that is what people search for. */
export type Log = (level: "debug" | "info" | "warning" | "error", message: string) => void;

const LEVELS = ["debug", "info", "warning", "error"] as const;

/**
 * Makes a log to standard output and, if there is a directory for it, to a new file every day.
 *
 * @param options.level the least that is written: DEBUG, INFO, WARNING or ERROR
 * @param options.directory where files go; undefined for standard output alone
 * @param options.name what files are called after, such as the pod
 */
export function openLog(options: { level: string; directory: string | undefined; name: string }): Log {
  const least = LEVELS.indexOf(options.level.toLowerCase() as "info");
  if (options.directory) mkdirSync(options.directory, { recursive: true });
  return (level, message) => {
    if (LEVELS.indexOf(level) < least) return;
    const time = new Date().toISOString();
    const line = `${time} ${level.toUpperCase()} ${message}\n`;
    process.stdout.write(line);
    if (!options.directory) return;
    try {
      appendFileSync(join(options.directory, `${options.name}-${time.slice(0, 10)}.log`), line);
    } catch (error) {
      process.stderr.write(`log: cannot write to ${options.directory}: ${(error as Error).message}\n`);
    }
  };
}
