import { valueAt } from "../kubernetes/json-pointer.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import type { RenderedObject } from "../render/rendered-tree.ts";
import rules from "../rules/groups/model.ts";
import type { Violation } from "./violation.ts";

/** What is wrong with an object as it will reach the cluster: not what another program takes out or fills in before. */
export function ofFinishedObject(violations: readonly Violation[], { manifest, tree }: Pick<RenderedObject, "manifest" | "tree">): Violation[] {
  const isOpen = (value: unknown) => (isSops(manifest) && isEncrypted(value)) || (tree.flux !== undefined && isVariable(value));
  return violations.filter(({ path }) => !(isSops(manifest) && path === "/sops") && !isOpen(valueAt(manifest, path)));
}

/** Whether SOPS encrypted an object: Flux, or a plugin of Argo CD, decrypts it. https://getsops.io/docs/ */
function isSops(manifest: Manifest): boolean {
  const { mac } = (manifest["sops"] ?? {}) as { mac?: unknown };
  return typeof mac === "string";
}

function isEncrypted(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("ENC[");
}

/** What Flux substitutes, and nobody here knows by what. https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution */
function isVariable(value: unknown): boolean {
  return typeof value === "string" && /\$\{[A-Za-z_]/.test(value);
}

/**
 * What a bundled model says of a custom resource, where a newer definition may say otherwise: a field that reads like none it knows,
 * a choice that it does not have. A slip of the pen stays what it is.
 * @param isPartial whether the model is known not to have every field
 */
export function ofBundledModel(violations: readonly Violation[], isPartial: boolean): Violation[] {
  const { id, help } = rules["newer-field"];
  const isNewer = ({ rule, message }: Violation) =>
    (rule === rules["unknown-field"].id && (isPartial || !message.includes("did you mean"))) ||
    (rule === rules.schema.id && message.startsWith("must be one of"));
  return violations.map((violation) => (isNewer(violation) ? { ...violation, rule: id, help } : violation));
}
