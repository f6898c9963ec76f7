import { describe, expect, it } from "vitest";
import { pick, type Rendered, rendered } from "../support/rendered.ts";

export const ENVIRONMENTS = ["staging", "production"] as const;
export type Name = (typeof ENVIRONMENTS)[number];

/** What Argo CD deploys into one environment from the trees of this repository. */
export class Environment {
  readonly name: Name;
  /** The Applications and AppProjects that the root Application deploys. */
  readonly argocd: readonly Rendered[];
  readonly #trees = new Map<string, Rendered[]>();

  constructor(name: Name) {
    this.name = name;
    this.argocd = rendered(`clusters/${name}`);
  }

  get applications(): Rendered[] {
    return this.argocd.filter((object) => object.kind === "Application");
  }

  /** The objects of an Application's own trees; of its chart nothing is known here. */
  objects(application: string): Rendered[] {
    const known = this.#trees.get(application);
    if (known) return known;
    const paths = sourcesOf(pick(this.argocd, "Application", application)).flatMap((source) => source.path ?? []);
    const objects = paths.flatMap((path) => rendered(path));
    this.#trees.set(application, objects);
    return objects;
  }

  /** One object of an Application's trees. */
  one(kind: string, name: string, application = "ai-scientist"): Rendered {
    return pick(this.objects(application), kind, name);
  }
}

/** The sources of an Application, whether it has one or several. */
export function sourcesOf(application: Rendered): Rendered[] {
  return application.spec.sources ?? [application.spec.source];
}

/** One promise: its words, where to read it off the rendered objects, and what has to be there, in staging and in production if that differs. */
export type Promised = readonly [promise: string, read: (environment: Environment) => unknown, staging: unknown, production?: unknown];

/** Holds every promise of a table against both environments. */
export function keeps(title: string, promises: readonly Promised[]): void {
  describe.each(ENVIRONMENTS)(`${title} (%s)`, (name) => {
    const environment = new Environment(name);
    it.each(promises.map((row) => [row[0], row] as const))("%s", (_, row) => {
      expect(row[1](environment)).toEqual(name === "production" && row.length === 4 ? row[3] : row[2]);
    });
  });
}
