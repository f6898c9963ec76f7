import { digest, readCache, writeCache } from "../cache.ts";
import type { Finding } from "../finding.ts";
import { sources } from "../model/verdicts.ts";
import { ofToolchain } from "../toolchain.ts";
import type { Seen } from "./input.ts";
import type { PolicyModule } from "./module.ts";

/** What was said of each environment, by everything that it was said from. */
export type Answers = Map<string, { readonly about: string; readonly findings: readonly Finding[] }>;

/** What is said of an environment rests on this code too: the facts that Rego cannot work out, and the builtins. */
const CODE = ["policy", "kubernetes", "model"].map((folder) => ofToolchain("scripts", folder));

/** Remembers what the policies said of environments, so that one in which nothing changed is not judged again. */
export class KeptAnswers {
  readonly #basis: string;
  readonly #cache: boolean;
  readonly #remembered: Answers;

  /**
   * @param cache use what earlier runs kept, and keep what this one says
   * @param remembered what this process said
   */
  constructor({ digest: rules }: PolicyModule, params: Readonly<Record<string, unknown>>, cache: boolean, remembered: Answers = new Map()) {
    // Some rules ask for the day.
    this.#basis = digest([rules, new Date().toDateString(), JSON.stringify(params), ...(cache ? CODE.flatMap(sources) : [])]);
    this.#cache = cache;
    this.#remembered = remembered;
  }

  /**
   * What the policies say of an environment.
   * @param ask them, when it was not said before
   */
  async of(seen: Seen, ask: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
    const about = digest([this.#basis, JSON.stringify(seen)]);
    const known = this.#remembered.get(seen.environment);
    if (known?.about === about) return known.findings;
    const kept = this.#cache ? readCache("answers", about) : undefined;
    const findings = kept === undefined ? await ask() : (JSON.parse(kept) as Finding[]);
    this.#remembered.set(seen.environment, { about, findings });
    if (this.#cache && kept === undefined && !findings.some(({ rule }) => rule === "input/environment-size"))
      writeCache(JSON.stringify(findings), "answers", about);
    return findings;
  }
}
