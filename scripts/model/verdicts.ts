import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { digest, readCache, writeCache } from "../cache.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { ofToolchain } from "../toolchain.ts";

/** What a verdict rests on, beside the models. */
const CODE = ["model", "kubernetes", "schema"].map((folder) => ofToolchain("scripts", folder));
/** The versions of the models: a checkout has them all in its lock, a package names its own. */
const VERSIONS = ["package-lock.json", "package.json"].map((file) => ofToolchain(file)).find((file) => existsSync(file)) as string;

/** How many verdicts are kept: some megabytes, and some repositories. */
const MOST = 50_000;

/**
 * Remembers which objects were in order, so that the models of their kinds need not be loaded again:
 * loading them takes longer than everything else. What was not in order is checked again, and said again.
 */
export class Verdicts {
  readonly #key: readonly string[];
  readonly #known: ReadonlySet<string>;
  readonly #clean = new Set<string>();

  /** @param root the repository: its own schemas are part of the verdict */
  constructor(root: string) {
    this.#key = ["verdicts", digest([...CODE.flatMap(sources), ...sources(join(root, "schemas", "kinds")), readFileSync(VERSIONS)])];
    this.#known = new Set(readCache(...this.#key)?.split("\n"));
  }

  /** Whether an earlier run found the very same object to be in order. */
  isClean(object: Manifest): boolean {
    const key = digestOf(object);
    if (!this.#known.has(key)) return false;
    this.#clean.add(key);
    return true;
  }

  /** Remembers that an object is in order. */
  add(object: Manifest): void {
    this.#clean.add(digestOf(object));
  }

  /** Keeps what this run found to be in order, with what others did: the oldest is forgotten first. */
  save(): void {
    if ([...this.#clean].every((key) => this.#known.has(key))) return;
    const others = [...this.#known].filter((key) => !this.#clean.has(key));
    writeCache([...others, ...this.#clean].slice(-MOST).join("\n"), ...this.#key);
  }
}

function digestOf(object: Manifest): string {
  return digest([JSON.stringify(object)]);
}

/** The names and texts of all files below a folder. */
export function sources(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), "utf8")]);
}
