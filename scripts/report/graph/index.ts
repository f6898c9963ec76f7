import type { Manifest } from "../../kubernetes/manifest.ts";
import { idOf, refOf } from "../../kubernetes/object-id.ts";
import { Field } from "../../model/api/field.ts";
import { selects } from "../../model/api/selector.ts";
import { at, mapping } from "../../policy/facts/fields.ts";
import { HASH } from "../../render/generated-names.ts";
import type { RenderedObject } from "../../render/rendered-tree.ts";
import { type Category, categoryOf } from "./categories.ts";
import { podTemplateOf } from "./pods.ts";
import { type Selector, type Target, targetsOf, WORKLOAD } from "./targets.ts";

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

/** A reference from one object to another. */
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

/**
 * Finds what points at what.
 * @param objects of one environment
 * @param unitOf what an object belongs to: its Application, or its tree
 */
export function graphOf(objects: readonly RenderedObject[], unitOf: (object: RenderedObject) => string): Graph {
  const nodes = new Map(
    objects.map((object) => [idOf(refOf(object.manifest)), nodeOf(object.manifest, unitOf(object), object.origin.generatedIn !== undefined)]),
  );
  const wishes = objects.flatMap(({ manifest }) => targetsOf(manifest).map((target) => ({ from: idOf(refOf(manifest)), manifest, target })));
  const index = new Index(objects.map((object) => object.manifest));
  for (const { from, manifest, target } of wishes) {
    if (!target.makes || index.named(target, manifest)) continue;
    const secret = { apiVersion: "v1", kind: target.kind, metadata: { name: target.name as string, namespace: manifest.metadata.namespace ?? "" } };
    index.add(secret);
    nodes.set(idOf(refOf(secret)), { ...nodeOf(secret, (nodes.get(from) as Node).unit), made: true });
  }
  const edges = wishes.flatMap(({ from, manifest, target }) =>
    index.find(target, manifest).map((to) => ({ from, to: idOf(refOf(to)), label: target.label, selects: target.selector !== undefined })),
  );
  const inNamespace = objects.flatMap(({ manifest }) => {
    // Argo CD's own objects live where Argo CD runs: it is there before any of them.
    if (categoryOf(manifest) === "delivery") return [];
    const namespace = index.named({ label: "", kind: "Namespace", name: manifest.metadata.namespace ?? "", namespace: null }, manifest);
    return namespace ? [{ from: idOf(refOf(manifest)), to: idOf(refOf(namespace)), label: IN_NAMESPACE, selects: false }] : [];
  });
  return { nodes, edges: [...edges, ...inNamespace].filter(({ from, to }) => from !== to) };
}

/** Nearly every object has this one: a drawing of objects leaves it out. */
export const IN_NAMESPACE = "lives in";

function nodeOf(manifest: Manifest, unit: string, generated = false): Node {
  const { kind, name } = refOf(manifest);
  return { id: idOf(refOf(manifest)), kind, name, shortName: generated ? name.replace(HASH, "") : name, category: categoryOf(manifest), unit, made: false };
}

/** Objects by what references name them by. */
class Index {
  readonly #byKind = new Map<string, Manifest[]>();

  constructor(manifests: readonly Manifest[]) {
    for (const manifest of manifests) this.add(manifest);
  }

  add(manifest: Manifest): void {
    for (const kind of podTemplateOf(manifest) ? [manifest.kind, WORKLOAD] : [manifest.kind]) {
      const known = this.#byKind.get(kind);
      if (known) known.push(manifest);
      else this.#byKind.set(kind, [manifest]);
    }
  }

  named({ kind, name, namespace }: Target, from: Manifest): Manifest | undefined {
    return this.#in(kind, namespace, from).find((manifest) => manifest.metadata.name === name);
  }

  find(target: Target, from: Manifest): Manifest[] {
    const { selector } = target;
    if (selector) return this.#in(target.kind, target.namespace, from).filter((manifest) => takes(selector, target.kind, manifest));
    return [this.named(target, from)].filter((manifest) => manifest !== undefined);
  }

  #in(kind: string, namespace: string | null | undefined, from: Manifest): Manifest[] {
    const wanted = namespace === undefined ? from.metadata.namespace : namespace;
    return (this.#byKind.get(kind) ?? []).filter((manifest) => wanted === null || manifest.metadata.namespace === wanted);
  }
}

/** A StatefulSet adds the name of each of its pods, by which a Service can take a single one. */
const POD_NAME = "statefulset.kubernetes.io/pod-name";

function takes(selector: Selector, kind: string, manifest: Manifest): boolean {
  const labels = kind === WORKLOAD ? mapping(at(podTemplateOf(manifest), "metadata", "labels")) : (manifest.metadata.labels ?? {});
  const pod = String(at(selector, "matchLabels", POD_NAME) ?? "");
  const all = pod.startsWith(`${manifest.metadata.name}-`) ? { ...labels, [POD_NAME]: pod } : labels;
  return selects(fieldOf(selector), fieldOf(all)) === true;
}

/** For reading only: nothing is ever said of it. */
function fieldOf(value: unknown): Field {
  return new Field(value, { violations: [] });
}
