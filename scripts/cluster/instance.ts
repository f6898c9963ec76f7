import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { digest } from "../cache.ts";
import { UserError } from "../errors.ts";
import { ApiClient, type Endpoint } from "./client.ts";
import { flags, type Layout } from "./components.ts";
import { writeCredentials } from "./credentials.ts";
import { freePorts, isRunning, lastLines, type Process, startProcess, stopProcesses } from "./processes.ts";
import type { ProgramName, Programs } from "./programs.ts";

/** A control plane of this directory. */
export interface ClusterState {
  directory: string;
  ports: Layout["ports"];
  processes: Process[];
}

export interface ClusterOptions {
  /** Keeps everything: data, certificates, logs, kubeconfig. */
  directory: string;
  programs: Programs;
  /** Whether the controller manager and the scheduler run too. */
  controllers?: boolean;
  /** Admission plugins to leave out. */
  withoutAdmission?: string[];
  /** Changes with whatever the kept data depends on; data of another key is thrown away. */
  dataKey?: string;
}

const READY_WITHIN = 120_000;

/**
 * Starts etcd, kube-apiserver and, if wanted, the controllers, after ending what an earlier start left running.
 * @returns when the API server says it is ready
 * @throws UserError with the last lines of its log where a component ends
 */
export async function startCluster(options: ClusterOptions): Promise<ClusterState> {
  const { directory, programs, controllers = true, withoutAdmission = [] } = options;
  await stopCluster(directory);
  const key = digest([...Object.values(programs), options.dataKey ?? ""]);
  if (read(directory, "data-key") !== key) rmSync(directory, { recursive: true, force: true });
  for (const folder of ["pki", "logs"]) mkdirSync(join(directory, folder), { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, "data-key"), key);

  const [etcd, peer, apiServer] = (await freePorts(3)) as [number, number, number];
  const state: ClusterState = { directory, ports: { etcd, peer, apiServer }, processes: [] };
  await writeCredentials(state);
  const arguments_ = flags({ directory, ports: state.ports, withoutAdmission });
  const start = (name: ProgramName) => {
    state.processes.unshift(startProcess(name, programs[name], arguments_[name], log(directory, name)));
    writeFileSync(join(directory, "state.json"), JSON.stringify(state));
  };

  start("etcd");
  await until(state, () => accepts(etcd));
  start("kube-apiserver");
  const client = new ApiClient(endpointOf(state));
  try {
    await until(state, () =>
      client.request("GET", "/readyz").then(
        ({ accepted }) => accepted,
        () => false,
      ),
    );
  } finally {
    client.close();
  }
  if (controllers) for (const name of ["kube-controller-manager", "kube-scheduler"] as const) start(name);
  return state;
}

/** Ends every process that a start in this directory left, newest first. The data stays. */
export async function stopCluster(directory: string): Promise<boolean> {
  const state = clusterState(directory);
  if (!state) return false;
  // Newest first; what a process of this directory started itself is written down beside it.
  // Their command lines name the directory as it was called at the start: the cache may be a link since.
  await stopProcesses([...state.processes, ...podsOf(directory)], state.directory);
  rmSync(join(directory, "state.json"), { force: true });
  return true;
}

/** What the last start in this directory wrote down, or undefined; the processes may have ended since. */
export function clusterState(directory: string): ClusterState | undefined {
  const text = read(directory, "state.json");
  return text === undefined ? undefined : (JSON.parse(text) as ClusterState);
}

/** The processes of a control plane that have ended though nobody stopped them. */
export function deadProcesses({ processes, directory }: ClusterState): string[] {
  return processes.filter(({ pid }) => !isRunning(pid, directory)).map(({ name }) => name);
}

/** How to speak to the API server as an administrator. */
export function endpointOf({ directory, ports }: ClusterState): Endpoint {
  const pem = (file: string) => readFileSync(join(directory, "pki", file), "utf8");
  return { port: ports.apiServer, ca: pem("ca.crt"), certificate: pem("admin.crt"), key: pem("admin.key") };
}

/** The file to give to kubectl. */
export function kubeconfigOf(directory: string): string {
  return join(directory, "admin.kubeconfig");
}

async function until(state: ClusterState, ready: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + READY_WITHIN; ; await sleep(50)) {
    if (await ready()) return;
    const [dead] = deadProcesses(state);
    const name = dead ?? state.processes[0]?.name ?? "etcd";
    if (!dead && Date.now() < deadline) continue;
    await stopCluster(state.directory);
    const why = dead ? "ended while starting" : `was not ready after ${READY_WITHIN / 1000} seconds`;
    throw new UserError(`${name} ${why}: ${lastLines(log(state.directory, name), 3)}`, { file: log(state.directory, name) });
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}

/** Programs that run in place of pods. */
function podsOf(directory: string): Process[] {
  return JSON.parse(read(directory, "pods.json") ?? "[]") as Process[];
}

function log(directory: string, name: string): string {
  return join(directory, "logs", `${name}.log`);
}

function read(directory: string, file: string): string | undefined {
  const path = join(directory, file);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
