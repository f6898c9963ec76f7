/**
 * Runs the backup and restore scripts for real: taken from the rendered manifests of production, executed by sh
 * with the settings the CronJobs give them, against a restic repository on this disk. What it does not prove is
 * the way to the bucket (S3, credentials, NetworkPolicy) and the ReadWriteMany volume.
 */
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../support/cli.ts";
import { have } from "../support/programs.ts";
import { BackupJobs, daysAgo } from "./backup-job.ts";

const marker = "a sentence that must not be readable in the repository";

/** Some of everything a research volume holds. */
function fill(directory: string): void {
  mkdirSync(join(directory, "experiments", "2026 run #1"), { recursive: true });
  mkdirSync(join(directory, "empty-directory"));
  writeFileSync(join(directory, "experiments", "2026 run #1", "weights.bin"), randomBytes(3 << 20));
  writeFileSync(join(directory, "experiments", "notes.txt"), marker);
  writeFileSync(join(directory, "experiments", "empty"), "");
  writeFileSync(join(directory, "experiments", "ünïcode\nand a line break"), "named badly");
  writeFileSync(join(directory, ".hidden"), "dot files too");
  mkdirSync(join(directory, "results"));
  for (let file = 0; file < 120; file++) writeFileSync(join(directory, "results", `${file}.json`), `{"loss": ${file}}`);
  symlinkSync("experiments/notes.txt", join(directory, "link"));
  chmodSync(join(directory, ".hidden"), 0o600);
  utimesSync(join(directory, ".hidden"), 1_700_000_000, 1_700_000_000);
}

/** Everything below a directory: path, mode, and content (hash, link target) and time of files. */
function state(directory: string, ignore = /^\.(replaced|restore)-/): string[] {
  const paths = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((path) => !ignore.test(path));
  return paths.sort().map((path) => {
    const stat = lstatSync(join(directory, path));
    const mode = stat.mode.toString(8);
    if (stat.isSymbolicLink()) return `${path} -> ${readlinkSync(join(directory, path))}`;
    if (stat.isDirectory()) return `${path}/ ${mode}`;
    const hash = createHash("sha256").update(readFileSync(join(directory, path)));
    return `${path} ${mode} ${stat.mtimeMs} ${hash.digest("hex")}`;
  });
}

function filesBelow(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe.skipIf(!have("kubectl", "restic"))("the backup and restore jobs", { timeout: 120_000 }, () => {
  // One repository for all: each call of restic costs half a second of key derivation. Every test leaves the
  // data as the first snapshot has it.
  let jobs: BackupJobs;
  let original: string[];
  let first: string;

  beforeAll(() => {
    jobs = new BackupJobs("production");
    fill(jobs.data);
    original = state(jobs.data);
    expect(jobs.run("backup-data")).toMatchObject({ status: 0 });
    first = jobs.snapshots()[0]?.short_id as string;
  }, 120_000);
  afterAll(() => jobs.dispose());

  it("encrypt: no file of the repository holds a plain text or a name", () => {
    const files = filesBelow(jobs.repository);
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((file) => readFileSync(file).includes(marker) || readFileSync(file).includes("notes.txt"))).toEqual([]);
  });

  it("fail on a wrong password, and change nothing", () => {
    const repository = filesBelow(jobs.repository);
    for (const job of ["backup-data", "restore-data", "prune-backups"] as const) {
      const { status, output } = jobs.run(job, { RESTIC_PASSWORD: "wrong" });
      expect(status, job).not.toBe(0);
      expect(output, job).toContain("wrong password");
    }
    expect(filesBelow(jobs.repository)).toEqual(repository);
    expect(state(jobs.data, /^$/)).toEqual(original);
  });

  it("fail when the data is gone, instead of making nothing the latest snapshot", () => {
    const [absent, empty] = [join(jobs.root, "absent"), join(jobs.root, "empty")];
    // What a new volume has once it was mounted and a restore was begun.
    for (const made of ["experiments", "lost+found", ".restore-1"]) mkdirSync(join(empty, made), { recursive: true });
    writeFileSync(join(empty, ".restore-1", "half"), "a file that no backup takes");
    expect(jobs.run("backup-data", { DATA_DIR: absent })).toMatchObject({ status: 1, output: expect.stringContaining("is not a directory") });
    expect(jobs.run("backup-data", { DATA_DIR: empty })).toMatchObject({ status: 1, output: expect.stringContaining("is empty") });
    expect(jobs.snapshots()).toHaveLength(1);
  });

  it("fail when most of the data is gone, until a person says that it is meant", () => {
    const begunAnew = join(jobs.root, "begun-anew");
    mkdirSync(begunAnew);
    writeFileSync(join(begunAnew, "first.json"), "{}");
    const { status, output } = jobs.run("backup-data", { DATA_DIR: begunAnew });
    expect({ status, output }).toMatchObject({ status: 1, output: expect.stringMatching(/holds 1 files, and the latest snapshot 1[3-9]\d/) });
    expect(jobs.snapshots()).toHaveLength(1);

    expect(jobs.run("backup-data", { DATA_DIR: begunAnew, ACCEPT_LOSS: "yes" })).toMatchObject({ status: 0 });
    expect(jobs.snapshots()).toHaveLength(2);
    jobs.restic("forget", jobs.snapshots()[1]?.short_id as string);
  });

  it("have nothing to do on a new volume without a file", () => {
    const [repository, empty] = [join(jobs.root, "new-repository"), join(jobs.root, "new-volume")];
    mkdirSync(join(empty, "experiments"), { recursive: true });
    const { status, output } = jobs.run("backup-data", { DATA_DIR: empty, RESTIC_REPOSITORY: repository });
    expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining("nothing to back up yet") });
    expect(readdirSync(join(repository, "snapshots"))).toEqual([]);
  });

  it("need no key that can delete, to back up", () => {
    const lasting = () => filesBelow(jobs.repository).filter((file) => !file.startsWith(join(jobs.repository, "locks")));
    const before = lasting();
    const added = join(jobs.data, "experiments", "added");
    writeFileSync(added, "since the first backup");
    expect(jobs.run("backup-data")).toMatchObject({ status: 0 });
    expect(lasting()).toEqual(expect.arrayContaining(before));
    expect(lasting().length).toBeGreaterThan(before.length);
    rmSync(added);
    jobs.restic("forget", jobs.snapshots()[1]?.short_id as string);
  });

  it("fail when a setting is missing, and name it", () => {
    const settings = {
      "backup-data": ["RESTIC_REPOSITORY", "RESTIC_PASSWORD", "BACKUP_HOST", "ACCEPT_LOSS"],
      "prune-backups": ["RESTIC_REPOSITORY", "BACKUP_HOST", "KEEP_DAILY", "KEEP_MONTHLY"],
    } as const;
    for (const [job, names] of Object.entries(settings)) {
      for (const name of names) {
        const { status, output } = jobs.run(job as keyof typeof settings, { [name]: "" });
        expect(status, name).not.toBe(0);
        expect(output).toContain(name);
      }
    }
  });

  it("fail on a snapshot that is not there, and leave the data as it is", () => {
    expect(jobs.run("restore-data", { SNAPSHOT: "0badc0de" }).status).not.toBe(0);
    expect(state(jobs.data, /^$/)).toEqual(original);
  });

  it("bring every byte, mode, time and link back, and keep what was there", () => {
    writeFileSync(join(jobs.data, "experiments", "notes.txt"), "overwritten");
    writeFileSync(join(jobs.data, "made-later"), "later");
    rmSync(join(jobs.data, "experiments", "2026 run #1"), { recursive: true });
    chmodSync(join(jobs.data, ".hidden"), 0o644);
    const damaged = state(jobs.data);
    expect(damaged).not.toEqual(original);

    expect(jobs.run("restore-data")).toMatchObject({ status: 0 });
    expect(state(jobs.data)).toEqual(original);
    const [replaced] = readdirSync(jobs.data).filter((name) => name.startsWith(".replaced-"));
    expect(state(join(jobs.data, replaced as string))).toEqual(damaged);
    expect(readdirSync(jobs.data).filter((name) => name.startsWith(".restore-"))).toEqual([]);
  });

  it("do not back up what a restore has set aside", () => {
    // Planted as yesterday's, because the retention keeps one snapshot a day.
    jobs.plant(1);
    expect(jobs.run("backup-data")).toMatchObject({ status: 0 });
    expect(jobs.restic("ls", "latest").output).toContain("notes.txt");
    expect(jobs.restic("ls", "latest").output).not.toContain("made-later");
  });

  it("restore an older snapshot by its id, on a new and empty volume", () => {
    writeFileSync(join(jobs.data, "made-later"), "in the newest snapshot only");
    jobs.plant(0);
    const older = jobs.snapshots().at(-2)?.short_id as string;
    rmSync(jobs.data, { recursive: true });
    mkdirSync(jobs.data);
    expect(jobs.run("restore-data", { SNAPSHOT: older })).toMatchObject({ status: 0 });
    expect(state(jobs.data)).toEqual(original);
  });

  it("keep as many days as told, and leave the snapshots of others alone", () => {
    for (const days of [4, 3, 2]) jobs.plant(days);
    jobs.plant(4, "another");
    const retention = { KEEP_DAILY: "3", KEEP_WEEKLY: "1", KEEP_MONTHLY: "1" };
    expect(jobs.run("backup-data")).toMatchObject({ status: 0 });
    expect(jobs.run("prune-backups", retention)).toMatchObject({ status: 0 });
    const kept = (host: string) => jobs.snapshots().filter(({ hostname }) => hostname === host);
    expect(kept(jobs.host).map(({ time }) => time.slice(0, 10))).toEqual([daysAgo(2), daysAgo(1), daysAgo(0)]);
    expect(kept("another").map(({ time }) => time.slice(0, 10))).toEqual([daysAgo(4)]);
    expect(jobs.snapshots().map(({ short_id }) => short_id)).not.toContain(first);
  });

  it("notice a damaged repository before they delete anything old", () => {
    const largest = filesBelow(join(jobs.repository, "data")).sort((a, b) => lstatSync(b).size - lstatSync(a).size)[0] as string;
    rmSync(largest);
    const before = jobs.snapshots().length;
    const { status, output } = jobs.run("prune-backups", { KEEP_DAILY: "1" });
    expect(status).not.toBe(0);
    expect(output).not.toContain("Applying Policy");
    expect(jobs.snapshots()).toHaveLength(before);
    expect(jobs.run("backup-data").status).not.toBe(0);
  });
});

describe.skipIf(!have("shellcheck"))("the scripts", () => {
  it("are clean under shellcheck, as POSIX sh", () => {
    const scripts = ["backup/backup.sh", "backup/prune.sh", "backup/restore.sh", "logs/rotate-logs.sh"].map((name) => `${ROOT}apps/base/ai-scientist/${name}`);
    const { status, stdout } = spawnSync("shellcheck", ["--shell=sh", ...scripts], { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  });
});
