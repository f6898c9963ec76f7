import type { Application } from "../../discover/applications.ts";
import type { Repository } from "../../discover/repository.ts";
import type { RenderedObject } from "../../render/rendered-tree.ts";
import { inSyncOrder } from "../../render/sync-order.ts";

/** What is applied as one: an Application, or a folder that a person applies by hand. */
export interface Unit {
  /** The Application's name, or the folder. */
  readonly name: string;
  readonly application?: Application;
  /** In the order in which Argo CD applies them. */
  readonly objects: readonly RenderedObject[];
  /** "name version" of each Helm chart: what it renders is not known here. */
  readonly charts: readonly string[];
  /** The sync wave among the Applications that are made together with it. */
  readonly wave: number;
  /** How many Applications it takes to make it: 0 for what a person applies. */
  readonly generation: number;
}

/** What a rendered object belongs to. */
export function unitName({ tree }: Pick<RenderedObject, "tree">): string {
  return tree.application?.name ?? tree.path;
}

/** The units of an environment in the order in which they come to be: what makes others first, then by wave. */
export function unitsOf(repository: Repository, environment: string, objects: readonly RenderedObject[]): Unit[] {
  const byUnit = Map.groupBy(inSyncOrder(objects), unitName);
  const applications = new Map(repository.applications.filter((each) => each.environment === environment).map((each) => [each.name, each]));
  const makers = new Map(objects.filter(({ manifest }) => manifest.kind === "Application").map((object) => [object.manifest.metadata.name, unitName(object)]));
  const generation = (name: string, seen: readonly string[] = []): number => {
    const maker = makers.get(name);
    return maker === undefined || seen.includes(maker) ? 0 : 1 + generation(maker, [...seen, name]);
  };
  const names = [...new Set([...byUnit.keys(), ...applications.keys()])];
  const units = names.map((name): Unit => {
    const application = applications.get(name);
    return {
      name,
      ...(application ? { application } : {}),
      objects: byUnit.get(name) ?? [],
      charts: application ? chartsOf(application) : [],
      wave: application ? waveOf(application) : 0,
      generation: generation(name),
    };
  });
  return units.sort((a, b) => a.generation - b.generation || a.wave - b.wave || (a.name < b.name ? -1 : 1));
}

function chartsOf({ sources }: Application): string[] {
  return sources.flatMap(({ value }) => (value.chart === undefined ? [] : [`${value.chart} ${value.targetRevision ?? ""}`.trim()]));
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/ */
function waveOf({ manifest }: Application): number {
  return Number(manifest.metadata.annotations?.["argocd.argoproj.io/sync-wave"] ?? 0) || 0;
}
