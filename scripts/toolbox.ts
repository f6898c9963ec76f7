import type { Answers } from "./policy/check.ts";
import { loadPolicies, type PolicyModule } from "./policy/module.ts";
import type { Built, Engine } from "./render/engine.ts";
import { findEngine } from "./render/engines/find.ts";

/** What a process works with, whatever states of repositories it looks at: found, loaded and built once. */
export class Toolbox {
  /** What was built, by the digest of what it was built from. */
  readonly builds = new Map<string, Promise<Built>>();
  /** What the policies said of each environment, for a process that looks again and again. */
  readonly answers: Answers | undefined;
  #engine: Promise<Engine> | undefined;
  #policies: Promise<PolicyModule> | undefined;

  /** @param remember whether an environment in which nothing changed need not be judged again */
  constructor({ remember = false } = {}) {
    this.answers = remember ? new Map() : undefined;
  }

  /**
   * What builds kustomizations on this machine.
   * @param remote let Kustomize load remote bases
   * @throws UserError when there is nothing
   */
  engine(remote: boolean): Promise<Engine> {
    this.#engine ??= findEngine(remote);
    return this.#engine;
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

  /** Lets go of the policies, after they were built anew. */
  forgetPolicies(): void {
    this.#policies = undefined;
    this.answers?.clear();
  }

  /** Whether this is the first work of the process: what a person waits for began with its start. */
  get isFresh(): boolean {
    return this.#policies === undefined;
  }
}
