import type { ObjectRef } from "../../finding.ts";
import { InputError } from "../../input-error.ts";
import { idOf, refOf } from "../../kubernetes/object-id.ts";
import { ask } from "../../policy/evaluate.ts";
import type { Project } from "../../project.ts";
import { HASH } from "../../render/generated-names.ts";
import type { RenderedObject } from "../../render/rendered-tree.ts";
import { type Category, categoryOf } from "./categories.ts";

/** An object of one environment, or one that another makes in the cluster. */
export interface Node {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** Its name without the hash that Kustomize put behind it. */
  readonly shortName: string;
  readonly category: Category;
  /** Of what it is rendered, or of its maker. */
  readonly unit: string;
  /** In no file: an operator makes it. */
  readonly made: boolean;
}

/** A reference from one object to another, by their ids. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** It takes what carries certain labels, if anything does: nothing has to be there first. */
  readonly selects: boolean;
}

/** The objects of one environment and what points at what; a reference to something that is nowhere is left to the rules. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly edges: readonly Edge[];
}

/** What policies/lib/graph.rego answers. */
interface Answer {
  readonly edges: readonly { readonly from: ObjectRef; readonly to: ObjectRef; readonly label: string; readonly selects: boolean }[];
  readonly made: readonly { readonly object: ObjectRef; readonly maker: ObjectRef }[];
}

/** Nearly every object has this one: a drawing of objects leaves it out. */
export const IN_NAMESPACE = "lives in";

/**
 * Finds what points at what in an environment, as the rules see it.
 * @param unitOf what an object belongs to: its Application, or its tree
 * @returns without references where the environment is too large for the policies, which the findings say
 */
export async function graphOf(project: Project, environment: string, unitOf: (object: RenderedObject) => string): Promise<Graph> {
  const objects = (await project.members()).get(environment) ?? [];
  const { edges, made } = await answerFor(project, environment);
  const nodes = new Map(
    objects.map((object): [string, Node] => {
      const node = nodeOf(refOf(object.manifest), unitOf(object), { generated: object.origin.generatedIn !== undefined });
      return [node.id, node];
    }),
  );
  for (const { object, maker } of made) {
    const node = nodeOf(object, nodes.get(idOf(maker))?.unit ?? "", { made: true });
    nodes.set(node.id, node);
  }
  return { nodes, edges: edges.map(({ from, to, label, selects }) => ({ from: idOf(from), to: idOf(to), label, selects })) };
}

async function answerFor(project: Project, environment: string): Promise<Answer> {
  const { policy } = await project.toolbox.policies();
  try {
    return ask<Answer>(policy, (await project.parameters()).params, await project.input(environment), "main/graph");
  } catch (error) {
    if (error instanceof InputError) return { edges: [], made: [] };
    throw error;
  }
}

function nodeOf(ref: ObjectRef, unit: string, { generated = false, made = false }: { generated?: boolean; made?: boolean }): Node {
  const { kind, name } = ref;
  return { id: idOf(ref), kind, name, shortName: generated ? name.replace(HASH, "") : name, category: categoryOf(ref), unit, made };
}
