import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { ChartRequest } from "../../discover/charts.ts";
import { calling, ofToolchain } from "../../toolchain.ts";
import { readChecked } from "../../yaml/checked-yaml.ts";

/** What `npm run charts` writes, at the repository's root: the archive of each chart that an Application asks for. */
export const LOCK_FILE = "charts.lock.yaml";

/** A chart that an Application asks for, and the archive that it was given. */
export interface LockedChart extends ChartRequest {
  readonly version: string;
  /** Of the archive: "sha256:" and 64 digits. */
  readonly digest: string;
}

/**
 * The lock of a repository; empty where it has none.
 * @throws InputError when the file is not as its schema wants it
 */
export async function readLock(root: string): Promise<LockedChart[]> {
  if (!existsSync(join(root, LOCK_FILE))) return [];
  const { values } = await readChecked(root, LOCK_FILE, ofToolchain("schemas", "charts-lock.json"));
  return (values[0] as { charts?: LockedChart[] } | null)?.charts ?? [];
}

/** The lock as it is written; empty where there is none. */
export function lockText(root: string): string {
  const file = join(root, LOCK_FILE);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** The entry for what an Application asks for. */
export function lockedAs(lock: readonly LockedChart[], { repository, chart, revision }: ChartRequest): LockedChart | undefined {
  return lock.find((each) => each.repository === repository && each.chart === chart && each.revision === revision);
}

/** Writes the lock, in an order of its own: the same charts give the same file. */
export function writeLock(root: string, charts: readonly LockedChart[]): void {
  const key = ({ repository, chart, revision }: LockedChart) => [repository, chart, revision].join(" ");
  const sorted = charts
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    .map(({ repository, chart, revision, version, digest }) => ({ repository, chart, revision, version, digest }));
  writeFileSync(
    join(root, LOCK_FILE),
    `# Written by \`${calling("charts")}\`: the archives that charts are rendered from.\n${stringify({ charts: sorted }, { lineWidth: 0 })}`,
  );
}
