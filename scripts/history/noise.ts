import type { IgnoredDifference } from "../config.ts";
import { matchesGlob } from "../glob.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { groupOf } from "../kubernetes/scope.ts";
import type { FieldChange } from "../render/field-diff.ts";
import type { RenderedObject } from "../render/index.ts";

/** Where an Application says the same. https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/ */
interface OfApplication {
  readonly group?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly jsonPointers?: readonly string[];
}

/**
 * Takes out of a comparison what nobody wants to see: diff.ignore of gitops.yaml, and what an Application ignores and, with
 * RespectIgnoreDifferences, does not apply either. How much that is, is counted.
 */
export class Noise {
  hidden = 0;
  readonly #rules: readonly IgnoredDifference[];
  readonly #ofApplications = new Map<string, readonly OfApplication[]>();

  /** @param objects those of both states, in which the Applications are */
  constructor(rules: readonly IgnoredDifference[], objects: readonly RenderedObject[]) {
    this.#rules = rules;
    for (const { manifest, tree } of objects) {
      if (manifest.kind !== "Application") continue;
      const { ignoreDifferences = [], syncPolicy } = (manifest["spec"] ?? {}) as {
        ignoreDifferences?: OfApplication[];
        syncPolicy?: { syncOptions?: string[] };
      };
      const respected = syncPolicy?.syncOptions?.includes("RespectIgnoreDifferences=true") === true;
      this.#ofApplications.set(`${tree.environment}\n${manifest.metadata.name}`, respected && Array.isArray(ignoreDifferences) ? ignoreDifferences : []);
    }
  }

  /** The changes of an object that are worth seeing. */
  without({ manifest, tree }: RenderedObject, fields: readonly FieldChange[]): readonly FieldChange[] {
    const ofApplication = this.#ofApplications.get(`${tree.environment}\n${tree.application?.name}`) ?? [];
    const pointers = [
      ...this.#rules.filter((rule) => isAbout(rule, manifest)).flatMap(({ paths }) => paths),
      ...ofApplication.filter((rule) => isAboutExactly(rule, manifest)).flatMap(({ jsonPointers = [] }) => jsonPointers),
    ];
    if (pointers.length === 0) return fields;
    const kept = fields.filter(({ path }) => !pointers.some((pointer) => matchesGlob(path, pointer) || path.startsWith(`${pointer}/`)));
    this.hidden += fields.length - kept.length;
    return kept;
  }
}

function isAbout({ kind, name, namespace }: IgnoredDifference, manifest: Manifest): boolean {
  const fits = (glob: string | undefined, value: string | undefined) => glob === undefined || (value !== undefined && matchesGlob(value, glob));
  return fits(kind, manifest.kind) && fits(name, manifest.metadata.name) && fits(namespace, manifest.metadata.namespace);
}

function isAboutExactly({ group = "", kind, name, namespace }: OfApplication, manifest: Manifest): boolean {
  const fits = (wanted: string | undefined, value: string | undefined) => wanted === undefined || wanted === "*" || wanted === value;
  return (
    fits(group, groupOf(manifest.apiVersion)) && fits(kind, manifest.kind) && fits(name, manifest.metadata.name) && fits(namespace, manifest.metadata.namespace)
  );
}
