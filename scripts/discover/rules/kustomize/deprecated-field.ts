import { sourceAt } from "../../../yaml/yaml-file.ts";
import type { FileRule } from "../../file-rules.ts";

/** https://github.com/kubernetes-sigs/kustomize/blob/master/api/types/kustomization.go: the fields marked deprecated, and what took their place. */
const REPLACEMENTS: Record<string, string> = {
  bases: "resources",
  commonLabels: "labels (with includeSelectors: true where selectors need them)",
  patchesStrategicMerge: "patches with a path",
  patchesJson6902: "patches with a target",
  vars: "replacements",
  imageTags: "images",
  helmChartInflationGenerator: "an Argo CD Application for the chart",
};

const rule: FileRule = {
  title: "Kustomizations use fields that stay",
  description: "A deprecated field still works, warns on every build, and goes away with a later Kustomize.",
  severity: "error",
  help: "Use the field named; `kustomize edit fix` does most of it.",
  references: ["https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/"],
  *check(repository) {
    for (const { yaml, value } of repository.kustomizations) {
      for (const [field, replacement] of Object.entries(REPLACEMENTS)) {
        if (value[field] === undefined) continue;
        yield { message: `${field} is deprecated; its place takes ${replacement}`, source: sourceAt(yaml, 0, [field], { key: true }) };
      }
    }
  },
};

export default rule;
