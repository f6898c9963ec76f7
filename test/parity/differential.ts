import type { ApiClient } from "../../scripts/cluster/client.ts";
import type { Manifest } from "../../scripts/kubernetes/manifest.ts";
import { Models } from "../../scripts/model/index.ts";
import type { Violation } from "../../scripts/model/violation.ts";
import { MUTATIONS } from "./mutations/index.ts";
import { drawMutants, type Mutant, originOf } from "./mutations/mutation.ts";
import { createNamespaces, pooled, tryToCreate } from "./oracle.ts";
import { type Trial, trialOf } from "./verdict.ts";

export interface Selection {
  /** Chooses the places that are changed: the same seed, the same mutants. */
  seed: string;
  /** Mutants of each pair of mutation and kind, at most. */
  each: number;
  /** Regular expressions over names of mutations and kinds. */
  only?: string | undefined;
  kind?: string | undefined;
}

/** The objects as they are and their mutants. */
export function trialsToHold(corpus: readonly Manifest[], { seed, each, only = "", kind = "" }: Selection): Mutant[] {
  const objects = corpus.filter((object) => new RegExp(kind).test(object.kind));
  const mutations = MUTATIONS.filter(({ name }) => new RegExp(only).test(name));
  return [...objects.map(unchanged), ...drawMutants(objects, mutations, seed, each)];
}

/** Brings every mutant before the API server and before our own validator. */
export async function holdTrials(client: ApiClient, root: string, mutants: readonly Mutant[]): Promise<Trial[]> {
  await createNamespaces(
    client,
    mutants.map(({ object }) => object),
  );
  const models = new Models(root);
  return pooled(mutants, 8, async (mutant) => {
    const violations = await models.violations(mutant.object);
    return trialOf(mutant, await tryToCreate(client, mutant.object), violations.filter(isOfTheServer));
  });
}

/** Some rules restate what an operator's admission webhook refuses; no operator runs beside this API server. */
function isOfTheServer({ rule }: Violation): boolean {
  return !rule.endsWith("-webhook");
}

/** An object of the corpus goes before the judges as it is, too: a mutant of an invalid one would prove nothing. */
function unchanged(object: Manifest): Mutant {
  return { mutation: "unchanged", harmless: true, kind: object.kind, origin: originOf(object), path: "", object };
}
