import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pick, type Rendered, rendered } from "../support/rendered.ts";

export interface Outcome {
  readonly status: number | null;
  /** Standard output and standard error. */
  readonly output: string;
}

/** The UTC date so many days ago, as 2026-01-31. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

/** The jobs of one environment, run on this machine against a repository in a temporary folder. */
export class BackupJobs {
  readonly root: string;
  readonly data: string;
  readonly repository: string;
  readonly #objects: Rendered[];

  /** @param environment whose rendered manifests the scripts and their settings are taken from */
  constructor(environment: string) {
    this.#objects = rendered(`apps/${environment}/ai-scientist`);
    this.root = realpathSync(mkdtempSync(join(tmpdir(), "backup-")));
    this.data = join(this.root, "data");
    this.repository = join(this.root, "repository");
    mkdirSync(this.data);
  }

  /** Removes the folder with everything in it. */
  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Runs the script that a CronJob mounts, with the environment it gives it; only places and password are ours. */
  run(cronJob: "backup-data" | "prune-backups" | "restore-data", overrides: Record<string, string> = {}): Outcome {
    const pod = pick(this.#objects, "CronJob", cronJob).spec.jobTemplate.spec.template.spec;
    const container = pod.containers[0];
    const [shell, script] = container.command as [string, string];
    const mount = container.volumeMounts.find(({ mountPath }: Rendered) => script.startsWith(`${mountPath}/`));
    const configMap = pod.volumes.find(({ name }: Rendered) => name === mount.name).configMap.name;
    const file = join(this.root, script.slice(mount.mountPath.length + 1));
    writeFileSync(file, this.#data(configMap)[script.slice(mount.mountPath.length + 1)] as string);

    const settings = container.envFrom.filter((from: Rendered) => from.configMapRef).map((from: Rendered) => this.#data(from.configMapRef.name));
    const own = Object.fromEntries((container.env ?? []).map(({ name, value }: Rendered) => [name, value]));
    return this.#spawn(shell, [file], Object.assign({}, ...settings, own, this.#places(), overrides));
  }

  /** Runs restic itself on the repository: to look, to plant old snapshots, to check. */
  restic(...args: string[]): Outcome {
    return this.#spawn("restic", args, this.#places());
  }

  /** The host that the jobs' snapshots are kept under. */
  get host(): string {
    return this.#data("backup-config")["BACKUP_HOST"] as string;
  }

  /** Adds a snapshot of the data as it is now, dated noon some days ago (0: just before now). */
  plant(days: number, host = this.host): void {
    const time = days === 0 ? [] : ["--time", `${daysAgo(days)} 12:00:00`];
    const { status, output } = this.restic("backup", "--host", host, "--tag", "data", "--exclude", `${this.data}/.replaced-*`, ...time, this.data);
    if (status !== 0) throw new Error(output);
  }

  /** The snapshots in the repository, oldest first. */
  snapshots(): { time: string; hostname: string; short_id: string }[] {
    return JSON.parse(this.restic("snapshots", "--json").output);
  }

  #data(configMap: string): Record<string, string> {
    return pick(this.#objects, "ConfigMap", configMap).data;
  }

  #places(): Record<string, string> {
    return {
      DATA_DIR: this.data,
      RESTIC_REPOSITORY: this.repository,
      RESTIC_PASSWORD: "correct",
      RESTIC_CACHE_DIR: join(this.root, "cache"),
      TMPDIR: this.root,
      TZ: "UTC",
    };
  }

  #spawn(program: string, args: string[], environment: Record<string, string>): Outcome {
    const env = { PATH: process.env["PATH"], HOME: this.root, ...environment };
    const { status, stdout, stderr, error } = spawnSync(program, args, { env, encoding: "utf8", timeout: 60_000 });
    if (error) throw error;
    return { status, output: stdout + stderr };
  }
}
