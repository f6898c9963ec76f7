import { parse } from "yaml";
import type { Manifest } from "../../kubernetes/manifest.ts";
import { paramsOf } from "./generators.ts";
import { type Generator, isMap, merged, Refused, type SetSpec, type Surroundings } from "./set.ts";
import { fillerOf } from "./templates.ts";

/** Argo CD gives it to every Application of a set, unless the template has finalizers or the set preserves what they deploy. */
const FINALIZER = "resources-finalizer.argocd.argoproj.io";

/**
 * The Applications that an ApplicationSet makes, as the controller of Argo CD does.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/ and RenderTemplateParams in its applicationset/utils
 * @throws NotKnown where that depends on what is not in the repository, or on the renderer
 * @throws Refused where Argo CD refuses it
 */
export async function expand(set: Manifest, surroundings: Surroundings): Promise<Manifest[]> {
  const spec = (set["spec"] ?? {}) as SetSpec;
  const fill = fillerOf(spec, surroundings);
  const made: Manifest[] = [];
  for (const generator of Array.isArray(spec.generators) ? spec.generators : []) {
    const params = await paramsOf(generator, { spec, surroundings, fill });
    const templates = await fill(merged(spec.template ?? {}, templateOf(generator)), params);
    const patches = spec.templatePatch === undefined ? [] : await fill(spec.templatePatch, params);
    made.push(...templates.map((template, index) => applicationOf(set, spec, patched(template, patches[index]))));
  }
  return made;
}

/** A generator may have a template of its own, whose fields win. */
function templateOf(generator: Generator): unknown {
  const own = Object.values(generator).find((value) => isMap(value) && isMap(value["template"])) as { template: unknown } | undefined;
  return own?.template ?? {};
}

function patched(template: unknown, patch: unknown): unknown {
  const change: unknown = patch === undefined ? undefined : parse(String(patch));
  return isMap(change) ? merged(template, change) : template;
}

function applicationOf(set: Manifest, { syncPolicy }: SetSpec, template: unknown): Manifest {
  const { metadata, spec } = template as { metadata?: Manifest["metadata"] & { finalizers?: string[] }; spec?: unknown };
  if (typeof metadata?.name !== "string" || metadata.name === "") throw new Refused("its template gives the Applications no name");
  const finalizers = metadata.finalizers?.length || syncPolicy?.preserveResourcesOnDeletion ? {} : { finalizers: [FINALIZER] };
  const { namespace } = set.metadata;
  return { apiVersion: set.apiVersion, kind: "Application", metadata: { ...metadata, ...(namespace === undefined ? {} : { namespace }), ...finalizers }, spec };
}
