import type { Answers } from "./policy/answers.ts";
import { loadPolicies, type PolicyModule } from "./policy/module.ts";
import { loadOwnRules, type OwnRules } from "./policy-build/own.ts";
import type { Built, ChartRenderer, Engine } from "./render/engine.ts";
import { programEngine } from "./render/engines/program.ts";
import { findRenderer } from "./render/engines/renderer-program.ts";
import { warmEngine } from "./render/engines/warm.ts";
import { findKustomize } from "./render/program.ts";

/** What a process works with, whatever states of repositories it looks at: found, loaded and built once. */
export class Toolbox {
  /** What was built, by the digest of what it was built from. */
  readonly builds = new Map<string, Promise<Built>>();
  /** What the policies said of each environment, for a process that looks again and again. */
  readonly answers: Answers | undefined;
  #engine: Promise<Engine> | undefined;
  #warm: Promise<Engine | undefined> | undefined;
  #policies: Promise<PolicyModule> | undefined;
  readonly #own = new Map<string, Promise<OwnRules>>();

  /** @param remember whether an environment in which nothing changed need not be judged again */
  constructor({ remember = false } = {}) {
    this.answers = remember ? new Map() : undefined;
  }

  /**
   * What builds kustomizations on this machine: the warm renderer where it was built, else Kustomize on PATH.
   * @param remote let Kustomize load remote bases
   * @throws UserError when there is neither
   */
  engine(remote: boolean): Promise<Engine> {
    this.#engine ??= this.#warmEngine(remote).then(async (warm) => warm ?? programEngine(await findKustomize(), remote));
    return this.#engine;
  }

  /** What renders charts on this machine; undefined when there is nothing. */
  async charts(remote: boolean): Promise<ChartRenderer | undefined> {
    return (await this.#warmEngine(remote))?.charts;
  }

  /** What fills in the templates of ApplicationSets on this machine, as far as there is anything. */
  async templates(remote: boolean): Promise<Pick<Engine, "goTemplates">> {
    const goTemplates = (await this.#warmEngine(remote))?.goTemplates;
    return goTemplates ? { goTemplates } : {};
  }

  /** The same, where anything needed it so far. */
  engineInUse(): Promise<Engine> | undefined {
    return this.#engine;
  }

  /**
   * The compiled policies.
   * @throws UserError when they do not load
   */
  policies(): Promise<PolicyModule> {
    this.#policies ??= loadPolicies();
    return this.#policies;
  }

  /** The rules of a repository itself, at its absolute path. */
  ownRules(root: string): Promise<OwnRules> {
    const known = this.#own.get(root) ?? this.policies().then(({ rules }) => loadOwnRules(root, rules));
    this.#own.set(root, known);
    return known;
  }

  /** Lets go of the policies, after they were built anew. */
  forgetPolicies(): void {
    this.#policies = undefined;
    this.#own.clear();
    this.answers?.clear();
  }

  #warmEngine(remote: boolean): Promise<Engine | undefined> {
    this.#warm ??= findRenderer().then((program) => program && warmEngine(program, remote));
    return this.#warm;
  }

  /** Whether this is the first work of the process: what a person waits for began with its start. */
  get isFresh(): boolean {
    return this.#policies === undefined;
  }
}
