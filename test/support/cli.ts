import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** This repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command as a person would, in a process of its own. */
export function runCli(command: string, args: readonly string[] = [], options: { env?: Record<string, string>; cwd?: string } = {}): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: "1", ...options.env };
    const child = spawn(process.execPath, [`${ROOT}scripts/main.ts`, command, ...args], { env, cwd: options.cwd ?? ROOT, timeout: 60_000 });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject).on("close", (status) => resolve({ status, stdout, stderr }));
  });
}
