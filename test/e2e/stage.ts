import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { $ } from "zx";
import { type ApplicationStatus, applications, describe, isSettled } from "../../scripts/cluster/argocd/applications.ts";
import { reachHosts } from "../../scripts/cluster/argocd/processes-of-argocd.ts";
import type { ArgoCdCluster } from "../../scripts/cluster/argocd/up.ts";
import type { Manifest } from "../../scripts/kubernetes/manifest.ts";
import { LOCK_FILE, type LockedChart, writeLock } from "../../scripts/render/charts/lock.ts";
import { Clone, type Push } from "./clone.ts";
import { Processes } from "./processes.ts";

const ROOT = join(import.meta.dirname, "../..");

/** An object as it is asked for. */
export type Reference = Pick<Manifest, "apiVersion" | "kind"> & { metadata: { name: string; namespace?: string } };

/** A cluster with its Argo CD, the clone of a person who pushes, and what stories do with them. */
export class Stage {
  readonly cluster: ArgoCdCluster;
  readonly processes: Processes;
  readonly clone: Clone;

  constructor(cluster: ArgoCdCluster) {
    this.cluster = cluster;
    this.processes = new Processes(cluster.state);
    this.clone = new Clone(cluster.argocd);
  }

  get environment(): string {
    return this.cluster.argocd.environment;
  }

  /** Tells Argo CD of a push as GitHub does; the HTTP status. https://docs.github.com/en/webhooks/webhook-events-and-payloads#push */
  async webhook({ before, after, files }: Push): Promise<number> {
    const { place, repository, namespace } = this.cluster.argocd;
    const url = (repository.addresses[0] ?? "").replace(/\.git$/, "");
    const body = JSON.stringify({
      ref: `refs/heads/${repository.branch}`,
      before,
      after,
      repository: { html_url: url, url, clone_url: `${url}.git`, default_branch: repository.branch, name: url.split("/").at(-1) },
      commits: [{ id: after, added: [], removed: [], modified: files }],
    });
    const secret = (await this.get({ apiVersion: "v1", kind: "Secret", metadata: { name: "argocd-webhook", namespace } })) as
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

  async refresh(kind: "normal" | "hard" = "normal", names?: readonly string[]): Promise<void> {
    for (const name of names ?? (await this.applications()).map((each) => each.name)) await this.annotate(name, { "argocd.argoproj.io/refresh": kind });
  }

  /** Sets annotations of an Application; null takes one away. */
  async annotate(application: string, annotations: Record<string, string | null>): Promise<void> {
    await this.patch(this.#application(application), { metadata: { annotations } });
  }

  #application(name: string): Reference {
    return { apiVersion: "argoproj.io/v1alpha1", kind: "Application", metadata: { name, namespace: this.cluster.argocd.namespace } };
  }

  applications(): Promise<ApplicationStatus[]> {
    return applications(this.cluster.client, this.cluster.argocd.namespace);
  }

  async application(name: string): Promise<ApplicationStatus | undefined> {
    return (await this.applications()).find((each) => each.name === name);
  }

  /** An object of the cluster; undefined where there is none. */
  async get(reference: Reference): Promise<Manifest | undefined> {
    const outcome = await this.cluster.client.get(reference as Manifest);
    if (outcome.accepted) return outcome.body as Manifest;
    if (outcome.status === 404) return undefined;
    throw new Error(outcome.message);
  }

  /** Changes an object by hand, behind Argo CD's back. */
  async patch(reference: Reference, patch: unknown, type: "merge" | "json" = "merge"): Promise<void> {
    const outcome = await this.cluster.client.patch(reference as Manifest, patch, `application/${type}-patch+json`);
    if (!outcome.accepted) throw new Error(outcome.message);
  }

  async delete(reference: Reference): Promise<void> {
    const outcome = await this.cluster.client.delete(reference as Manifest);
    if (!outcome.accepted) throw new Error(outcome.message);
  }

  /** Waits until something holds; errors on the way count as "not yet". */
  async until(what: string, within: number, holds: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + within * 1000; ; await sleep(200)) {
      if (await holds().catch(() => false)) return;
      if (Date.now() > deadline) throw new Error(`not within ${within} s: ${what}`);
    }
  }

  /** Waits until the named Applications, or all of them, are settled at a commit. */
  async settledAt({ after }: Pick<Push, "after">, names?: readonly string[], within = 300): Promise<void> {
    let last: ApplicationStatus[] = [];
    const chosen = (all: readonly ApplicationStatus[]) => all.filter(({ name }) => !names || names.includes(name));
    await this.until("settled", within, async () => {
      last = chosen(await this.applications());
      return last.length > 0 && last.every((each) => isSettled(each) && each.revisions.includes(after));
    }).catch(() => {
      const wrong = last.filter((each) => !isSettled(each) || !each.revisions.includes(after));
      throw new Error(`not settled at ${after.slice(0, 7)} within ${within} s: ${wrong.map(describe).join("; ")}`);
    });
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
