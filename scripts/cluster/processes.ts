import { execFileSync, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A program that was started and outlives this one. */
export interface Process {
  name: string;
  pid: number;
  /** How it was started, where it may have to be started again. */
  program?: string;
  flags?: string[];
  env?: Record<string, string>;
}

/**
 * Starts a program that goes on when this one ends, its output going to a file.
 * It gets no environment but what is told: no proxy, cloud account or kubeconfig of the user's may leak into it.
 */
export function startProcess(name: string, program: string, flags: string[], log: string, env: Record<string, string> = {}): Process {
  const output = openSync(log, "a");
  const child = spawn(program, flags, { detached: true, stdio: ["ignore", output, output], env });
  closeSync(output);
  child.unref();
  // A program that is not there is told by `error`; its pid is undefined, and -1 is nobody's.
  child.on("error", () => {});
  return { name, pid: child.pid ?? -1, program, flags, env };
}

/**
 * Whether the process still runs and is the one that was started: its command line holds the mark.
 * A pid alone may have passed to somebody else's program since, after a reboot for one.
 */
export function isRunning(pid: number, mark: string): boolean {
  if (pid <= 0) return false;
  try {
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).includes(mark);
  } catch {
    return false;
  }
}

/** Resident memory of all processes whose command line holds the mark, in megabytes. */
export function residentMegabytes(mark: string): number {
  const lines = execFileSync("ps", ["-ww", "-A", "-o", "rss=,command="], { encoding: "utf8" }).split("\n");
  const kilobytes = lines.filter((line) => line.includes(mark)).map((line) => Number.parseInt(line, 10));
  return Math.round(kilobytes.reduce((sum, each) => sum + each, 0) / 1024);
}

/** Ends the processes one after the other in the order given, the hard way after ten seconds each. */
export async function stopProcesses(processes: Process[], mark: string): Promise<void> {
  for (const { pid } of processes) {
    if (!isRunning(pid, mark)) continue;
    signal(pid, "SIGTERM");
    for (let waited = 0; isAlive(pid); waited += 20) {
      if (waited >= 10_000) signal(pid, "SIGKILL");
      await sleep(20);
    }
  }
}

/** Ports of 127.0.0.1 that were free a moment ago, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

/** The last lines of a log, for a person who has to know why a program ended. */
export function lastLines(log: string, count: number): string {
  try {
    return readFileSync(log, "utf8").trimEnd().split("\n").slice(-count).join("\n");
  } catch {
    return "";
  }
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

function isAlive(pid: number): boolean {
  return signal(pid, 0);
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
