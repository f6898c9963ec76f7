import type { Kustomization } from "../discover/kustomization.ts";
import type { Finding } from "../finding.ts";
import { yamlPathOf } from "../kubernetes/json-pointer.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { lookup } from "../lookup.ts";
import rules from "../rules/groups/model.ts";
import { sourceAt } from "../yaml/yaml-file.ts";
import type { Models } from "./index.ts";
import type { Verdicts } from "./verdicts.ts";

/** What Kustomize takes a file for that does not say. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
const API_VERSIONS: Readonly<Record<string, string>> = {
  Kustomization: "kustomize.config.k8s.io/v1beta1",
  Component: "kustomize.config.k8s.io/v1alpha1",
};

/** Checks kustomization files against their schema: Kustomize refuses an unknown field, but not a wrong one in every place. */
export async function checkKustomizations(kustomizations: Iterable<Kustomization>, models: Models, verdicts?: Verdicts): Promise<Finding[]> {
  const checked = [...kustomizations].map(async ({ value, yaml }) => {
    const { kind = "Kustomization", apiVersion = lookup(API_VERSIONS, String(kind)) } = value as { kind?: string; apiVersion?: string };
    const manifest = { ...value, kind, apiVersion } as unknown as Manifest;
    if (verdicts?.isClean(manifest)) return [];
    const violations = await models.shapeViolations(manifest);
    if (violations.length === 0) verdicts?.add(manifest);
    return violations.map((violation): Finding => {
      const path = yamlPathOf(violation.path);
      const isField = violation.rule === rules["unknown-field"].id;
      return { severity: "error", ...violation, source: sourceAt(yaml, 0, path, { key: isField }) };
    });
  });
  return (await Promise.all(checked)).flat();
}
