import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { $ } from "zx";
import { reachHosts } from "../../scripts/cluster/argocd/processes-of-argocd.ts";
import type { ArgoCdCluster } from "../../scripts/cluster/argocd/up.ts";
import { LOCK_FILE, type LockedChart, writeLock } from "../../scripts/render/charts/lock.ts";
import { Clone, type Push } from "./clone.ts";
import { Live } from "./live.ts";
import { Processes } from "./processes.ts";

const ROOT = join(import.meta.dirname, "../..");

/** A cluster with its Argo CD, the clone of a person who pushes, and what stories do with them. */
export class Stage extends Live {
  readonly cluster: ArgoCdCluster;
  readonly processes: Processes;
  readonly clone: Clone;

  constructor(cluster: ArgoCdCluster) {
    super(cluster.client, cluster.argocd.namespace);
    this.cluster = cluster;
    this.processes = new Processes(cluster.state);
    this.clone = new Clone(cluster.argocd);
  }

  get environment(): string {
    return this.cluster.argocd.environment;
  }

  /** Tells Argo CD of a push as GitHub does; the HTTP status. https://docs.github.com/en/webhooks/webhook-events-and-payloads#push */
  async webhook({ before, after, files }: Push): Promise<number> {
    const { place, repository } = this.cluster.argocd;
    const url = (repository.addresses[0] ?? "").replace(/\.git$/, "");
    const body = JSON.stringify({
      ref: `refs/heads/${repository.branch}`,
      before,
      after,
      repository: { html_url: url, url, clone_url: `${url}.git`, default_branch: repository.branch, name: url.split("/").at(-1) },
      commits: [{ id: after, added: [], removed: [], modified: files }],
    });
    const secret = (await this.get({ apiVersion: "v1", kind: "Secret", metadata: { name: "argocd-webhook", namespace: this.namespace } })) as
      | { data: Record<string, string> }
      | undefined;
    const key = Buffer.from(secret?.data["github-secret"] ?? "", "base64");
    const signature = createHmac("sha256", key).update(body).digest("hex");
    const headers = { "content-type": "application/json", "x-github-event": "push", "x-hub-signature-256": `sha256=${signature}` };
    const response = await fetch(`http://127.0.0.1:${place.ports.server}/api/webhook`, { method: "POST", headers, body });
    return response.status;
  }

  /** Lets Argo CD know of a push at once: by webhook, or where that is refused by asking each Application to look. */
  async tell(push: Push): Promise<void> {
    const status = await this.webhook(push).catch(() => 0);
    if (status !== 200) await this.refresh();
  }

  /** Runs a command of the toolchain on the clone, as a person would before a push. */
  async toolchain(command: string, ...args: string[]): Promise<{ status: number; output: string }> {
    // It reaches the hosts as Argo CD does: a chart that is loaded is the one that Argo CD gets.
    const { proxy, authority } = this.cluster.argocd.place;
    const env = { ...process.env, ...reachHosts(proxy, authority) };
    const done = await $({ cwd: ROOT, env, quiet: true, nothrow: true })`npm run --silent ${command} -- ${args}`;
    return { status: done.exitCode ?? 2, output: done.stdout + done.stderr };
  }

  /** Locks a chart of the clone, and no other, so that what it renders is judged too. */
  async lockChart(name: string): Promise<void> {
    const { status, output } = await this.toolchain("charts", this.clone.folder);
    if (status !== 0) throw new Error(output);
    const lock = parse(readFileSync(join(this.clone.folder, LOCK_FILE), "utf8")) as { charts: LockedChart[] };
    writeLock(
      this.clone.folder,
      lock.charts.filter(({ chart }) => chart === name),
    );
  }
}
