import { main } from "../../scripts/command/index.ts";
import type { CliResult } from "./cli.ts";

/** Runs a command through its front door, in this process: quick, for a test that runs many. Not two at once. */
export async function runHere(command: string, args: readonly string[]): Promise<CliResult> {
  const written = { stdout: "", stderr: "" };
  const streams = ["stdout", "stderr"] as const;
  const real = streams.map((name) => process[name].write);
  const status = process.exitCode;
  for (const name of streams) {
    process[name].write = ((text: string) => {
      written[name] += text;
      return true;
    }) as typeof process.stdout.write;
  }
  const listening = process.stdout.listeners("error");
  process.exitCode = 0;
  try {
    await main([command, ...args]);
    return { status: Number(process.exitCode), ...written };
  } finally {
    for (const [index, name] of streams.entries()) process[name].write = real[index] as typeof process.stdout.write;
    for (const added of process.stdout.listeners("error").filter((each) => !listening.includes(each))) process.stdout.off("error", added as () => void);
    process.exitCode = status;
  }
}
