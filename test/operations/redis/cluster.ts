import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { have } from "../../support/programs.ts";
import { pick, type Rendered, rendered } from "../../support/rendered.ts";
import { type Outcome, Pod, type PodSpec, type Surroundings } from "./pod.ts";

/** The address of this run among Linux' loopback addresses, so that two runs at once do not meet. */
const network = `127.${16 + (process.pid % 200)}.${1 + Math.floor(Math.random() * 250)}`;

/**
 * Says whether Redis can be run here: the programs, and a loopback network of 127.0.0.0/8, which Linux has.
 * If not, says so on standard error.
 */
export function canRunRedis(): boolean {
  const programs = have("redis-server", "redis-cli", "haproxy", "sh", "timeout");
  if (process.platform === "linux") return programs;
  process.stderr.write("SKIPPED: tests of Redis need one loopback address for each pod, which only Linux has\n");
  return false;
}

/**
 * The pods of a rendered tree, each run on this machine on an address of its own with the ports, files,
 * environment and command of its manifest. Services are names for the pods that their selectors choose.
 */
export class Cluster {
  /** What Secret redis-password holds: a pod reads it when it starts. */
  password: string;
  readonly #objects: Rendered[];
  readonly #directory = mkdtempSync(join(tmpdir(), "redis-"));
  readonly #pods: ReadonlyMap<string, Pod>;
  #addresses = 0;

  /**
   * @param tree an overlay of Redis, such as `apps/production/redis`
   * @param password what Secret redis-password holds
   */
  constructor(tree: string, password = "test0only0password0123456789") {
    this.password = password;
    this.#objects = rendered(tree);
    const specs = this.#objects.filter(({ kind }) => kind === "StatefulSet" || kind === "Deployment").flatMap(podsOf);
    this.#pods = new Map(specs.map((spec) => [spec.name, new Pod(spec, this.#objects, join(this.#directory, spec.name))]));
    for (const pod of this.#pods.values()) pod.address = this.#newAddress();
  }

  /** The names of the pods of one component: server, sentinel or proxy. */
  names(component: string): string[] {
    return [...this.#pods.values()].filter(({ labels }) => labels["app.kubernetes.io/component"] === component).map(({ name }) => name);
  }

  pod(name: string): Pod {
    const pod = this.#pods.get(name);
    if (!pod) throw new Error(`no pod ${name}`);
    return pod;
  }

  /** A file of a rendered ConfigMap. */
  file(configMap: string, key: string): string {
    return pick(this.#objects, "ConfigMap", configMap).data[key];
  }

  /** Starts pods, each with its main container. Stopped before, it gets a new address if no Service gives it a lasting one. */
  start(...names: string[]): void {
    for (const name of names) {
      const pod = this.pod(name);
      if (pod.startedBefore && ![...this.#hosts().entries()].some(([host, address]) => address === pod.address && !host.includes("."))) {
        pod.address = this.#newAddress();
      }
    }
    this.#writeResolver();
    for (const name of names) this.pod(name).start(this.#surroundings());
  }

  /** The address behind the name of a Service. */
  address(service: string): string {
    const address = this.#hosts().get(service);
    if (!address) throw new Error(`no Service ${service} with a pod behind it`);
    return address;
  }

  /** Runs what the kubelet would in a pod's main container: its preStop hook or a probe. */
  run(name: string, hook: "preStop" | "readinessProbe" | "livenessProbe"): Promise<Outcome> {
    const { lifecycle, [hook]: probe } = this.pod(name).container;
    const action = hook === "preStop" ? lifecycle.preStop : probe;
    return this.pod(name).exec(action.exec.command, this.#surroundings());
  }

  /** What every container has printed so far. */
  output(): string {
    return [...this.#pods.values()].map(({ name, output }) => `--- ${name}\n${output}`).join("\n");
  }

  /** Kills what runs and removes the files. */
  dispose(): void {
    for (const pod of this.#pods.values()) pod.signal("SIGKILL");
    rmSync(this.#directory, { recursive: true, force: true, maxRetries: 5 });
  }

  #surroundings(): Surroundings {
    return { hosts: this.#hosts(), bin: this.#directory, password: this.password };
  }

  #newAddress(): string {
    this.#addresses += 1;
    return `${network}.${this.#addresses}`;
  }

  /** What the cluster's DNS would answer: a Service's own address, or the pods of a headless one by their host names. */
  #hosts(): Map<string, string> {
    const hosts = new Map<string, string>();
    for (const { metadata, spec } of this.#objects.filter(({ kind }) => kind === "Service")) {
      const behind = [...this.#pods.values()].filter(({ labels }) => Object.entries(spec.selector).every(([key, value]) => labels[key] === value));
      if (spec.clusterIP === "None") for (const pod of behind) hosts.set(`${pod.name}.${metadata.name}`, pod.address);
      else if (behind[0]) hosts.set(metadata.name, behind[0].address);
    }
    return hosts;
  }

  /** The containers' getent, here with the cluster's names. */
  #writeResolver(): void {
    const cases = [...this.#hosts()].map(([host, address]) => `  ${host}) echo "${address} ${host}" ;;\n`);
    writeFileSync(join(this.#directory, "getent"), `#!/bin/sh\ncase $2 in\n${cases.join("")}  *) exit 2 ;;\nesac\n`, { mode: 0o755 });
  }
}

function podsOf(workload: Rendered): PodSpec[] {
  const { name } = workload.metadata;
  const { replicas, template } = workload.spec;
  return Array.from({ length: replicas }, (_, ordinal) => ({
    name: `${name}-${ordinal}`,
    labels: { ...template.metadata.labels, "statefulset.kubernetes.io/pod-name": `${name}-${ordinal}` },
    spec: template.spec,
  }));
}
