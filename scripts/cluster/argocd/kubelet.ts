import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { digest } from "../../cache.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import { ApiClient, type Endpoint } from "../client.ts";
import { environmentOf, settingsOf, type Workload } from "./environment-of-pod.ts";
import { type ArgoCdPlace, COMPONENTS, type Component, prepareArgoCd, startOf } from "./processes-of-argocd.ts";

/** What the program is told, in a file. */
export interface KubeletConfig {
  endpoint: Endpoint;
  place: ArgoCdPlace;
  /** Argo CD's namespace. */
  namespace: string;
}

interface Running {
  child: ChildProcess;
  template: string;
}

/** A process that ends soon after its start waits longer each time before the next, as a pod does in CrashLoopBackOff. */
interface BackOff {
  until: number;
  delay: number;
}

const LONGEST_DELAY = 30_000;
const LASTED = 60_000;

/**
 * Does for Argo CD's pods what a kubelet would: starts each once its workload and settings are there, starts it again when
 * it ends, and replaces it when the workload's pod template changes. A changed ConfigMap alone restarts nothing, as in a cluster.
 */
class Kubelet {
  readonly #config: KubeletConfig;
  readonly #client: ApiClient;
  readonly #running = new Map<Component, Running>();
  readonly #backOffs = new Map<Component, BackOff>();
  #stopping = false;

  constructor(config: KubeletConfig) {
    this.#config = config;
    this.#client = new ApiClient(config.endpoint);
    prepareArgoCd(config.place);
  }

  async run(): Promise<void> {
    say("ready");
    while (!this.#stopping) {
      for (const component of Object.keys(COMPONENTS) as Component[]) {
        await this.#reconcile(component).catch((error: Error) => say(`${component}: ${error.message}`));
      }
      await sleep(500);
    }
  }

  stop(): void {
    this.#stopping = true;
    for (const { child } of this.#running.values()) child.kill("SIGTERM");
  }

  async #reconcile(component: Component): Promise<void> {
    const { namespace } = this.#config;
    const { kind, plural } = COMPONENTS[component];
    const outcome = await this.#client.request("GET", `/apis/apps/v1/namespaces/${namespace}/${plural}/${component}`);
    const current = this.#running.get(component);
    if (!outcome.accepted || (!current && Date.now() < (this.#backOffs.get(component)?.until ?? 0))) return;
    const workload = { ...(outcome.body as Workload), kind };
    const template = digest([JSON.stringify(workload.spec.template)]);
    if (current?.template === template) return;
    if (current) {
      say(`${component}: its pod template changed`);
      await ended(current.child);
    }
    await this.#start(component, workload, template);
  }

  async #start(component: Component, workload: Workload, template: string): Promise<void> {
    const { place, namespace } = this.#config;
    const objects = await Promise.all(["ConfigMap", "Secret"].map((kind) => this.#list(`/api/v1/namespaces/${namespace}/${kind.toLowerCase()}s`, kind)));
    const settings = settingsOf(objects.flat());
    const password = settings.get("Secret/argocd-redis")?.["auth"];
    // A pod waits for the Secret that it refers to.
    if (password === undefined || !(await this.#definitionsServed())) return;
    const { program, flags, env } = startOf(component, place, environmentOf(workload, settings), password);
    const log = openSync(join(place.directory, "..", "logs", `${component}.log`), "a");
    // Its name among the processes says which cluster it belongs to.
    const argv0 = join(place.directory, "bin", component);
    const child = spawn(program, flags, { argv0, env, cwd: place.directory, stdio: ["ignore", log, log] });
    closeSync(log);
    child.on("error", (error) => say(`${component}: ${error.message}`));
    const started = Date.now();
    child.on("exit", (code, signal) => {
      say(`${component} ended (${signal ?? code})`);
      this.#running.delete(component);
      const before = Date.now() - started > LASTED ? 0 : (this.#backOffs.get(component)?.delay ?? 0);
      this.#backOffs.set(component, { until: Date.now() + before, delay: Math.min(before * 2 || 1000, LONGEST_DELAY) });
    });
    this.#running.set(component, { child, template });
    say(`${component} started (pid ${child.pid})`);
    const pids = [...this.#running].map(([name, { child: each }]) => ({ name, pid: each.pid }));
    writeFileSync(join(place.directory, "..", "pods.json"), JSON.stringify(pids));
  }

  /** argocd-server ends at once where its kinds are not served; a pod would be restarted, with a longer wait each time. */
  async #definitionsServed(): Promise<boolean> {
    const { accepted, body } = await this.#client.request("GET", "/apis/argoproj.io/v1alpha1");
    return accepted && (body as { resources: unknown[] }).resources.length > 0;
  }

  async #list(path: string, kind: string): Promise<Manifest[]> {
    const { accepted, body, message } = await this.#client.request("GET", path);
    if (!accepted) throw new Error(message);
    return (body as { items: Manifest[] }).items.map((item) => ({ ...item, kind }));
  }
}

async function ended(child: ChildProcess): Promise<void> {
  child.kill("SIGTERM");
  for (let waited = 0; child.exitCode === null && child.signalCode === null; waited += 50) {
    if (waited >= 10_000) child.kill("SIGKILL");
    await sleep(50);
  }
}

function say(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
}

// Started by up.ts with the path of its configuration, which is also how it is known again among the processes.
if (import.meta.main) {
  const kubelet = new Kubelet(JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as KubeletConfig);
  process.on("SIGTERM", () => kubelet.stop());
  await kubelet.run();
}
