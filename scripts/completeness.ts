import { CONFIG_FILE } from "./config.ts";
import type { Finding } from "./finding.ts";
import type { Rendering } from "./render/index.ts";

/** Rules of this group say that something is not there: nobody can tell where the whole of an environment is not known. */
const ABSENCE = "references/";

/** What cannot be said of an environment because not all of it is known here. */
export class Completeness {
  readonly #broken: ReadonlySet<string>;
  readonly #alone: ReadonlySet<string>;

  constructor({ troubles, repository: { trees } }: Rendering) {
    this.#broken = new Set(troubles.flatMap(({ environment }) => environment ?? []));
    this.#alone = new Set(trees.filter((tree) => tree.alone).map(({ environment }) => environment));
  }

  /** Whether a finding may be said: not that something is missing which may be in the part that nobody saw. */
  allows({ rule, environment = "" }: Finding): boolean {
    return !rule.startsWith(ABSENCE) || !(this.#broken.has(environment) || this.#alone.has(environment));
  }

  /** What was not judged for that, a sentence each. */
  notChecked(): string[] {
    const broken = [...this.#broken].filter((environment) => !this.#alone.has(environment)).sort();
    const alone = this.#alone.size === 1 ? "a tree refers" : `${this.#alone.size} trees refer`;
    return [
      ...broken.map((environment) => `whether what ${environment} refers to is there, because part of it could not be read or rendered`),
      ...(this.#alone.size > 0
        ? [`whether what ${alone} to is there, because nothing says what is deployed together (environments in ${CONFIG_FILE} can)`]
        : []),
    ];
  }
}
