import { type ChildProcess, execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { UserError } from "../errors.ts";
import { endsWithUs, removeScratch, scratchFolder } from "../leftovers.ts";
import { ApiClient } from "./client.ts";

const START_WITHIN = 15_000;

/** The API server of kubectl's current context. */
export interface CurrentCluster {
  context: string;
  client: ApiClient;
  close(): Promise<void>;
}

/**
 * Reaches the cluster of kubectl's current context through `kubectl proxy`, which knows every way of signing in that a
 * kubeconfig can name. It listens at a Unix socket in a folder that only this user can enter.
 * @throws UserError where kubectl, a current context or an answer of the cluster is missing
 */
export async function currentCluster(): Promise<CurrentCluster> {
  const context = await currentContext();
  const folder = scratchFolder("kube");
  const socketPath = join(folder, "api");
  const proxy = endsWithUs(spawn("kubectl", ["proxy", `--unix-socket=${socketPath}`], { stdio: ["ignore", "ignore", "pipe"] }));
  const client = new ApiClient({ socketPath });
  const close = async () => {
    client.close();
    await end(proxy);
    removeScratch(folder);
  };
  try {
    await untilReachable(proxy, client, context);
    return { context, client, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function currentContext(): Promise<string> {
  try {
    return (await promisify(execFile)("kubectl", ["config", "current-context"])).stdout.trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new UserError("kubectl is not on PATH; install it: https://kubernetes.io/docs/tasks/tools/");
    throw new UserError("kubectl has no current context; choose one with `kubectl config use-context`");
  }
}

async function untilReachable(proxy: ChildProcess, client: ApiClient, context: string): Promise<void> {
  let said = "";
  proxy.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  let why = "";
  for (const deadline = Date.now() + START_WITHIN; Date.now() < deadline; await sleep(50)) {
    if (proxy.exitCode !== null) break;
    // The socket comes first; that the cluster behind it answers is another matter, told by a status of 5xx or 401.
    const answer = await client.request("GET", "/version").catch(() => undefined);
    if (answer?.accepted) return;
    if (answer) why = answer.message;
    if (answer?.status === 401 || answer?.status === 403) break;
  }
  throw new UserError(`the cluster of context "${context}" does not answer: ${(why || said || "no reason given").trim().split("\n").at(-1)}`);
}

function end(proxy: ChildProcess): Promise<void> {
  if (proxy.exitCode !== null || proxy.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    proxy.once("close", () => done());
    proxy.kill();
  });
}
