import { spawn } from "node:child_process";
import { join } from "node:path";
import type { NodesState } from "./state.ts";

/** How a command ended. */
export interface Answer {
  code: number;
  stdout: string;
  stderr: string;
}

/** What `nsenter` needs to reach the API server from the machine: the cluster's network, and nothing else of it. */
export function kubectlCommand({ holder, directory }: Pick<NodesState, "holder" | "directory">): string[] {
  return ["nsenter", `--target=${holder.inner}`, "--net", "kubectl", `--kubeconfig=${join(directory, "admin.kubeconfig")}`];
}

/** Runs kubectl as administrator of the cluster. That it fails is an answer, too. */
export function kubectl(state: Pick<NodesState, "holder" | "directory">, args: readonly string[], input?: string): Promise<Answer> {
  const [program = "", ...first] = kubectlCommand(state);
  return execute(program, [...first, ...args], input);
}

/** Runs a program to its end. */
export function execute(program: string, args: readonly string[], input?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.stdin.on("error", () => {});
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, stdout, stderr }));
    child.stdin.end(input);
  });
}
