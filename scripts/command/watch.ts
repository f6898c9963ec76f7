import { type FSWatcher, readdirSync, watch } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Editors write a file in several steps: what follows each other this closely is one change. Milliseconds. */
const QUIET = 40;

/** Tells when files of a repository change: folder by folder, so that packages and Git's own files cost nothing. */
export class Watcher {
  readonly #root: string;
  readonly #isOurs: (file: string) => boolean;
  readonly #watchers = new Map<string, FSWatcher>();
  #changed = new Set<string>();
  #wake = () => {};

  /**
   * @param root absolute path
   * @param isOurs says of an absolute path whether this process writes it itself, which is no change
   */
  constructor(root: string, isOurs: (file: string) => boolean) {
    this.#root = root;
    this.#isOurs = isOurs;
    this.#follow();
  }

  /** How many folders are watched. */
  get folders(): number {
    return this.#watchers.size;
  }

  /** Waits for a change, and until it is complete; at once when there was one since the last time. Absolute paths. */
  async next(): Promise<ReadonlySet<string>> {
    if (this.#changed.size === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    for (let before = -1; before !== this.#changed.size; ) {
      before = this.#changed.size;
      await wait(QUIET);
    }
    const changed = this.#changed;
    this.#changed = new Set();
    this.#follow();
    return changed;
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** Watches the folders that are there now, and no others. */
  #follow(): void {
    const folders = new Set(foldersIn(this.#root));
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) {
      if (this.#watchers.has(folder)) continue;
      const watcher = watch(folder, (_event, name) => this.#note(join(folder, name ?? "")));
      // A folder that goes away tells its parent too.
      watcher.on("error", () => watcher.close());
      this.#watchers.set(folder, watcher);
    }
  }

  #note(file: string): void {
    if (this.#isOurs(file)) return;
    this.#changed.add(file);
    this.#wake();
  }
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const inside = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules");
    return [folder, ...inside.flatMap((entry) => foldersIn(join(folder, entry.name)))];
  } catch {
    // Gone in the meantime: its parent has told so.
    return [];
  }
}
