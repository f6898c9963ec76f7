import { spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { $ } from "zx";
import { UserError } from "../../errors.ts";
import { lastLines } from "../processes.ts";

const HEADING = /^#+ Bootstrap\b/;
/** What `kubectl get applications -w` prints once there is one. */
const WATCHED = /^NAME +SYNC STATUS.*\n\S+/m;

/** Commands that a person pastes once to bring up Argo CD, and where they stand. */
export interface BootstrapBlock {
  file: string;
  script: string;
}

/**
 * The first shell block under the heading "Bootstrap" of the one Markdown file of a repository that has such a heading.
 * @param file the file, where a repository has several
 * @throws UserError where there is none, or more than one
 */
export async function findBootstrap(root: string, file?: string): Promise<BootstrapBlock> {
  const found = file
    ? [file]
    : (await $({ cwd: root, nothrow: true, quiet: true })`git grep -lE ${"^#+ Bootstrap( |,|$)"} -- ${"*.md"}`).stdout.split("\n").filter(Boolean);
  const [only, ...others] = found;
  if (!only) throw new UserError('no Markdown file has a heading "Bootstrap" with the commands that bring up Argo CD; name one with --bootstrap');
  if (others.length > 0) throw new UserError(`several files have a heading "Bootstrap": ${found.join(", ")}; choose one with --bootstrap`);
  const script = shellBlock(readFileSync(join(root, only), "utf8"));
  if (script === undefined) throw new UserError('no shell block (```sh) follows the heading "Bootstrap"', { file: only });
  return { file: only, script };
}

/** The first shell block between the heading "Bootstrap" and the next heading. */
export function shellBlock(markdown: string): string | undefined {
  const lines = markdown.split("\n");
  const heading = lines.findIndex((line) => HEADING.test(line));
  const next = lines.findIndex((line, index) => index > heading && /^(#+ |```)/.test(line));
  if (heading < 0 || !/^```(sh|bash)$/.test(lines[next] ?? "")) return undefined;
  const close = lines.indexOf("```", next + 1);
  return close < 0 ? undefined : lines.slice(next + 1, close).join("\n");
}

/**
 * Runs the commands in a checkout, as a shell that stops at the first that fails. ENVIRONMENT, where the commands set it,
 * gets the environment's name. A last command that only watches is ended once it shows the root Application.
 * @throws UserError with the last lines of the output where a command fails
 */
export async function runBootstrap(
  { file, script }: BootstrapBlock,
  { checkout, environment, env, log }: { checkout: string; environment: string; env: Record<string, string>; log: string },
): Promise<void> {
  const text = script.replace(/^ENVIRONMENT=.*$/m, `ENVIRONMENT=${environment}`);
  const output = openSync(log, "w");
  const shell = spawn("bash", ["-e", "-o", "pipefail", "-c", text], { cwd: checkout, env, detached: true, stdio: ["ignore", output, output] });
  // The whole group: the shell and the command that it waits for. Neither may outlive this process.
  const end = () => void (shell.pid && shell.exitCode === null && process.kill(-shell.pid, "SIGTERM"));
  process.once("exit", end);
  const watches = /get applications\b.*(-w|--watch)\b/.test(text);
  const status = await new Promise<number>((resolve, reject) => {
    shell.on("error", reject);
    const watching = setInterval(() => {
      if (!watches || !WATCHED.test(readFileSync(log, "utf8"))) return;
      end();
      resolve(0);
    }, 200);
    shell.on("exit", (code) => {
      clearInterval(watching);
      resolve(code ?? 0);
    });
  });
  process.off("exit", end);
  if (status !== 0) throw new UserError(`the bootstrap's commands failed: ${lastLines(log, 5)}`, { file });
}
