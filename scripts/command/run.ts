import { Command, CommanderError, Option } from "commander";
import { evict } from "../cache-eviction.ts";
import { UserError } from "../errors.ts";
import type { Severity } from "../finding.ts";
import { calling, MANIFEST, PACKAGED } from "../toolchain.ts";

/** Exit status: nothing found, something found, the tool could not do its work. */
export const EXIT = { clean: 0, findings: 1, failed: 2 } as const;

/** From which severity on findings fail a command. */
export type FailOn = "error" | "warning";

/** `--fail-on`, of the commands that judge. */
export function failOnOption(): Option {
  return new Option("--fail-on <severity>", "exit 1 from this severity on").choices(["error", "warning"]).default("error");
}

/** What `--help` of such a command says of it. */
export const STATUS_HELP = "\nExit status: 0 clean, 1 findings at the failing level, 2 the tool could not do its work.";

/** The exit status of a command that judged. */
export function statusOf({ error, warning }: Readonly<Record<Severity, number>>, failOn: FailOn): number {
  return error > 0 || (failOn === "warning" && warning > 0) ? EXIT.findings : EXIT.clean;
}

/** A command of this toolchain: `--help`, `--version` and errors alike for all of them. */
export function command(name: string, description: string): Command {
  return new Command(PACKAGED ? calling(name) : `${calling(name)} --`)
    .description(description)
    .version(MANIFEST.version)
    .helpOption("-h, --help", "show this")
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, `${name}: `)) })
    .exitOverride();
}

/**
 * Runs a command; whatever goes wrong becomes a line for each cause and an exit status, never a stack trace.
 * @param args without the program and the command itself
 */
export async function run(name: string, program: Command, args: readonly string[]): Promise<void> {
  // A reader that has seen enough (`| head`) closes the pipe: that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  try {
    await program.parseAsync(args, { from: "user" });
    evict();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.clean : EXIT.failed;
    else {
      for (const line of explain(error)) process.stderr.write(`${name}: ${line}\n`);
      process.exitCode = EXIT.failed;
    }
  }
}

/** One line for each cause. DEBUG shows the stack of an internal error. */
export function explain(error: unknown): string[] {
  if (error instanceof AggregateError) return [...new Set(error.errors.flatMap(explain))];
  if (error instanceof UserError) return [String(error)];
  const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  if (process.env["DEBUG"]) return [stack];
  const where = stack.split("\n").find((line) => line.includes("/scripts/"));
  return [`internal error: ${message} (${where?.trim() ?? "DEBUG=1 shows where"}); please report it`];
}
