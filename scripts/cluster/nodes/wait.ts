import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../errors.ts";
import { lastLines } from "../processes.ts";
import type { Answer } from "./kubectl.ts";
import { ended, type NodesState } from "./state.ts";

/** How long anything may take to start, in milliseconds. */
export const PATIENCE = 180_000;

/** Where what a program says goes. */
export function logOf({ directory }: Pick<NodesState, "directory">, name: string): string {
  return join(directory, "logs", `${name}.log`);
}

/** @throws UserError with what the command said where it failed */
export async function must(answer: Promise<Answer>, what: string): Promise<void> {
  const { code, stderr, stdout } = await answer;
  if (code !== 0) throw new UserError(`${what}: ${(stderr || stdout).trim().split("\n").slice(-3).join("; ")}`);
}

/**
 * Waits while all programs run.
 * @throws UserError where one ends, with the last lines of its log, or where it takes too long
 */
export async function until(state: NodesState, done: () => Promise<boolean>, otherwise: string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE; !(await done()); await sleep(200)) {
    const [dead] = ended(state);
    if (dead === undefined && Date.now() < deadline) continue;
    const file = logOf(state, dead?.split(" of ").reverse().join("-") ?? "");
    throw new UserError(dead ? `${dead} ended: ${lastLines(file, 3)}` : `${otherwise} within ${PATIENCE / 1000} s`);
  }
}
