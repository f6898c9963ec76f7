import { sourceAt } from "../../../yaml/yaml-file.ts";
import type { FileRule } from "../../file-rules.ts";
import type { Kustomization } from "../../kustomization.ts";
import { type Candidate, candidates, list, namesOf } from "../../kustomize-edits.ts";
import type { Repository } from "../../repository.ts";

/** A patch's target. Every field is a regular expression that the whole value has to match. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/ */
interface Target {
  group?: string;
  version?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  labelSelector?: string;
  annotationSelector?: string;
}

const rule: FileRule = {
  title: "A patch changes an object",
  description: "Kustomize exits 0 when the target of a patch selects nothing: what the patch was to change stays as it was.",
  severity: "error",
  help: "Correct the target's kind and name, or remove the patch.",
  references: ["https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/"],
  *check(repository) {
    for (const kustomization of repository.kustomizations) {
      const entries = list(kustomization.value["patches"]);
      // A Component changes what the kustomization that takes it in has; what that is, it cannot know.
      const objects = entries.length === 0 || kustomization.isComponent ? undefined : candidates(repository, kustomization);
      if (!objects || objects.length === 0) continue;
      for (const [index, entry] of entries.entries()) {
        const target = (entry as { target?: Target } | null)?.target;
        if (!target || objects.some((candidate) => selects(target, candidate, repository, kustomization))) continue;
        yield {
          message: `the patch's target (${describe(target)}) selects nothing`,
          source: sourceAt(kustomization.yaml, 0, ["patches", index, "target"], { key: true }),
        };
      }
    }
  },
};

export default rule;

function describe(target: Target): string {
  return Object.entries(target)
    .map(([field, value]) => `${field}: ${value}`)
    .join(", ");
}

function selects(target: Target, { manifest }: Candidate, repository: Repository, kustomization: Kustomization): boolean {
  const [group = "", version] = manifest.apiVersion?.includes("/") ? manifest.apiVersion.split("/") : ["", manifest.apiVersion];
  return (
    matches(target.group, [group]) &&
    matches(target.version, [version ?? ""]) &&
    matches(target.kind, [manifest.kind]) &&
    matches(target.name, namesOf(repository, kustomization, String(manifest.metadata?.name))) &&
    hasLabels(target.labelSelector, manifest.metadata?.labels, repository, kustomization) &&
    hasLabels(target.annotationSelector, manifest.metadata?.annotations, repository, kustomization)
  );
}

/** A namespace is set on the way by nearly every overlay, so it is not compared. */
function matches(pattern: string | undefined, values: readonly string[]): boolean {
  if (pattern === undefined || pattern === "") return true;
  try {
    return values.some((value) => new RegExp(`^(?:${pattern})$`).test(value));
  } catch {
    return true;
  }
}

/** Compares "a=b,c=d" only where nothing on the way sets labels; other forms of a selector count as matching. */
function hasLabels(selector: string | undefined, labels: Record<string, string> | undefined, repository: Repository, kustomization: Kustomization): boolean {
  if (!selector || !/^[^=!,()\s]+=[^=!,()\s]+(,[^=!,()\s]+=[^=!,()\s]+)*$/.test(selector)) return true;
  if (setsLabels(repository, kustomization)) return true;
  return selector.split(",").every((pair) => {
    const [key, value] = pair.split("=") as [string, string];
    return labels?.[key] === value;
  });
}

function setsLabels(repository: Repository, kustomization: Kustomization): boolean {
  if (["labels", "commonLabels", "commonAnnotations"].some((field) => kustomization.value[field] !== undefined)) return true;
  return kustomization.references.some((reference) => {
    const next = reference.to === "kustomization" ? repository.graph.kustomizations.get(reference.resolved as string) : undefined;
    return next !== undefined && setsLabels(repository, next);
  });
}
