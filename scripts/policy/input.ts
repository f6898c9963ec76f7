import type { Config } from "../config.ts";
import type { Repository } from "../discover/repository.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { idOf, refOf } from "../kubernetes/object-id.ts";
import type { RenderedObject } from "../render/index.ts";
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
  /** What Rego cannot parse, worked out once. */
  readonly facts: Facts;
}

/** Puts together what the rules see of one environment. */
export async function policyInput(repository: Repository, environment: string, rendered: readonly RenderedObject[]): Promise<PolicyInput> {
  const objects = rendered.map((object) => object.manifest);
  const byId = Map.groupBy(rendered, ({ manifest }) => idOf(refOf(manifest)));
  const owners = (members: readonly RenderedObject[]) => members.map(({ tree }) => ({ application: tree.application?.name ?? null, tree: tree.path }));
  const origins = Object.fromEntries([...byId].map(([id, members]) => [id, owners(members)]));
  return { environment, versions: repository.config.versions, objects, origins, files: repository.files, facts: await facts(objects) };
}
