import { setTimeout as sleep } from "node:timers/promises";
import { type ApplicationStatus, applications, describe, isSettled } from "../../scripts/cluster/argocd/applications.ts";
import type { ApiClient } from "../../scripts/cluster/client.ts";
import type { Manifest } from "../../scripts/kubernetes/manifest.ts";
import type { Push } from "./clone.ts";

/** An object as it is asked for. */
export type Reference = Pick<Manifest, "apiVersion" | "kind"> & { metadata: { name: string; namespace?: string } };

/** A cluster with Argo CD, of whatever kind, and what an administrator does to it. */
export class Live {
  readonly client: ApiClient;
  /** Argo CD's namespace. */
  readonly namespace: string;

  constructor(client: ApiClient, namespace: string) {
    this.client = client;
    this.namespace = namespace;
  }

  async refresh(kind: "normal" | "hard" = "normal", names?: readonly string[]): Promise<void> {
    for (const name of names ?? (await this.applications()).map((each) => each.name)) await this.annotate(name, { "argocd.argoproj.io/refresh": kind });
  }

  /** Sets annotations of an Application; null takes one away. */
  async annotate(application: string, annotations: Record<string, string | null>): Promise<void> {
    const reference = { apiVersion: "argoproj.io/v1alpha1", kind: "Application", metadata: { name: application, namespace: this.namespace } };
    await this.patch(reference, { metadata: { annotations } });
  }

  applications(): Promise<ApplicationStatus[]> {
    return applications(this.client, this.namespace);
  }

  async application(name: string): Promise<ApplicationStatus | undefined> {
    return (await this.applications()).find((each) => each.name === name);
  }

  /** An object of the cluster; undefined where there is none. */
  async get(reference: Reference): Promise<Manifest | undefined> {
    const outcome = await this.client.get(reference as Manifest);
    if (outcome.accepted) return outcome.body as Manifest;
    if (outcome.status === 404) return undefined;
    throw new Error(outcome.message);
  }

  /** Changes an object by hand, behind Argo CD's back. */
  async patch(reference: Reference, patch: unknown, type: "merge" | "json" = "merge"): Promise<void> {
    const outcome = await this.client.patch(reference as Manifest, patch, `application/${type}-patch+json`);
    if (!outcome.accepted) throw new Error(outcome.message);
  }

  async delete(reference: Reference): Promise<void> {
    const outcome = await this.client.delete(reference as Manifest);
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
}
