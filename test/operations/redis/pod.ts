import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseQuantity } from "../../../scripts/model/quantity.ts";
import { pick, type Rendered } from "../../support/rendered.ts";

export interface PodSpec {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: Rendered;
}

/** What a pod finds around it. */
export interface Surroundings {
  /** Host names and the addresses that the cluster's DNS gives for them. */
  readonly hosts: ReadonlyMap<string, string>;
  /** A folder whose programs come before those of this machine. */
  readonly bin: string;
  /** Secret redis-password. */
  readonly password: string;
}

export interface Outcome {
  readonly status: number | null;
  /** Standard output and standard error. */
  readonly output: string;
}

/** One pod of a rendered workload: its main container as a process of this machine. */
export class Pod {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly container: Rendered;
  address = "";
  startedBefore = false;
  output = "";
  readonly #spec: Rendered;
  readonly #objects: readonly Rendered[];
  readonly #directory: string;
  #process: ChildProcess | undefined;

  constructor({ name, labels, spec }: PodSpec, objects: readonly Rendered[], directory: string) {
    this.name = name;
    this.labels = labels;
    this.container = spec.containers[0];
    this.#spec = spec;
    this.#objects = objects;
    this.#directory = directory;
  }

  get pid(): number {
    if (this.#process?.pid === undefined) throw new Error(`${this.name} does not run`);
    return this.#process.pid;
  }

  /** Where the container's folder of this path is on this machine. */
  path(mountPath: string): string {
    return join(this.#directory, mountPath);
  }

  /** Writes the files that the manifest mounts and starts the container's command. */
  start(around: Surroundings): void {
    this.#mount(around);
    this.startedBefore = true;
    this.#process = this.#spawn(this.container.command, around);
  }

  /** Runs a command in the container, as a probe or a hook does. */
  exec(command: string[], around: Surroundings): Promise<Outcome> {
    const child = this.#spawn(command, around);
    let output = "";
    child.stdout?.on("data", (text) => (output += text));
    child.stderr?.on("data", (text) => (output += text));
    return new Promise((resolve) => child.on("close", (status) => resolve({ status, output })));
  }

  /** Sends a signal to the container's process, if it runs, and for a deadly one waits until it is gone. */
  async signal(signal: "SIGKILL" | "SIGTERM" | "SIGSTOP" | "SIGCONT"): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    if (signal === "SIGKILL" || signal === "SIGTERM") await gone;
  }

  /**
   * Everything in which this machine differs from a cluster, the only changes made to the rendered files: folders
   * are below a temporary one, "every address" and "this host" mean the pod's own address, and the proxy, which
   * asks the C library and not getent, reads addresses for names.
   */
  #adapt(text: string, hosts: ReadonlyMap<string, string>): string {
    const folders = this.container.volumeMounts.map(({ mountPath }: Rendered) => mountPath).sort((a: string, b: string) => b.length - a.length);
    const changes: [string, string][] = [
      ...folders.map((folder: string): [string, string] => [folder, this.path(folder)]),
      ["bind * -::*", `bind ${this.address}`],
      ["bind *:", `bind ${this.address}:`],
      ["127.0.0.1", this.address],
      ...[...hosts].map(([host, address]): [string, string] => [` ${host}:`, ` ${address}:`]),
    ];
    const everyChange = new RegExp(changes.map(([from]) => from.replaceAll(/[.*]/g, "\\$&")).join("|"), "g");
    return text.replaceAll(everyChange, (from) => changes.find(([known]) => known === from)?.[1] ?? from);
  }

  #mount({ hosts, password }: Surroundings): void {
    for (const { name, mountPath } of this.container.volumeMounts) {
      const folder = this.path(mountPath);
      mkdirSync(folder, { recursive: true });
      const volume = this.#spec.volumes.find((candidate: Rendered) => candidate.name === name) ?? {};
      for (const source of [volume, ...(volume.projected?.sources ?? [])]) {
        if (source.secret) writeFileSync(join(folder, "password"), password);
        if (!source.configMap) continue;
        const { data } = pick(this.#objects, "ConfigMap", source.configMap.name);
        const items = source.configMap.items ?? Object.keys(data).map((key) => ({ key, path: key }));
        for (const { key, path } of items) writeFileSync(join(folder, path), this.#adapt(data[key], hosts));
      }
    }
  }

  #spawn(command: string[], { hosts, bin, password }: Surroundings): ChildProcess {
    const [program, ...args] = command.map((word) => this.#adapt(word, hosts)) as [string, ...string[]];
    const env = { ...this.#environment(password), PATH: `${bin}:${process.env["PATH"]}:/usr/sbin` };
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => (this.output += text));
    return child;
  }

  #environment(password: string): Record<string, string> {
    const values: [string, string][] = (this.container.env ?? []).map(({ name, value, valueFrom }: Rendered) => {
      if (value !== undefined) return [name, value];
      if (valueFrom.fieldRef?.fieldPath === "metadata.name") return [name, this.name];
      if (valueFrom.fieldRef?.fieldPath === "status.podIP") return [name, this.address];
      if (valueFrom.resourceFieldRef?.resource === "limits.memory") return [name, String(parseQuantity(this.container.resources.limits.memory))];
      if (valueFrom.secretKeyRef?.name === "redis-password") return [name, password];
      throw new Error(`${this.name}: no way to give ${name} a value here`);
    });
    return Object.fromEntries(values);
  }
}
