import type { Config } from "../config.ts";
import { DEFAULT_ENVIRONMENT } from "../discover/environments.ts";
import type { Repository } from "../discover/repository.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { idOf, refOf } from "../kubernetes/object-id.ts";
import type { RenderedObject } from "../render/index.ts";
import { hostsOf } from "./facts/hosts.ts";
import { type Facts, facts } from "./facts/index.ts";

/** What every rule sees: one whole environment at once. */
export interface PolicyInput {
  readonly environment: string;
  readonly versions: Config["versions"];
  readonly objects: readonly Manifest[];
  /** By object id, who renders it; more than one entry means that two trees own one object. */
  readonly origins: Readonly<Record<string, readonly { application: string | null; tree: string }[]>>;
  /** Every file of the repository, relative to its root. */
  readonly files: readonly string[];
  /** The hosts that other environments claim, each with those environments. */
  readonly hosts_elsewhere: Readonly<Record<string, readonly string[]>>;
  /** What Rego cannot parse, worked out once. */
  readonly facts: Facts;
}

/** What the rules see, but for what is worked out of it. */
export type Seen = Omit<PolicyInput, "facts">;

/**
 * Puts together what the rules see of one environment.
 * @param members the rendered objects of every environment
 */
export async function policyInput(repository: Repository, environment: string, members: ReadonlyMap<string, readonly RenderedObject[]>): Promise<PolicyInput> {
  const seen = seenOf(repository, environment, members);
  return { ...seen, facts: await facts(seen.objects) };
}

/** The same without the facts, which take a while. */
export function seenOf(repository: Repository, environment: string, members: ReadonlyMap<string, readonly RenderedObject[]>): Seen {
  const rendered = members.get(environment) ?? [];
  const objects = rendered.map((object) => object.manifest);
  const byId = Map.groupBy(rendered, ({ manifest }) => idOf(refOf(manifest)));
  const owners = (members: readonly RenderedObject[]) => members.map(({ tree }) => ({ application: tree.application?.name ?? null, tree: tree.path }));
  const origins = Object.fromEntries([...byId].map(([id, members]) => [id, owners(members)]));
  const hosts_elsewhere = Object.fromEntries(hostsOf(others(environment, members)));
  return { environment, versions: repository.config.versions, objects, origins, files: repository.files, hosts_elsewhere };
}

/** The objects of the other environments. What no convention assigns to one is a base more often than a deployment. */
function others(environment: string, members: ReadonlyMap<string, readonly RenderedObject[]>): ReadonlyMap<string, readonly RenderedObject[]> {
  if (environment === DEFAULT_ENVIRONMENT) return new Map();
  return new Map([...members].filter(([name]) => name !== environment && name !== DEFAULT_ENVIRONMENT));
}
