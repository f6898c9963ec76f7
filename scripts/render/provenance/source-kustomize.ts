import { isMap } from "../../discover/application-sets/set.ts";
import { applicationSource } from "../../discover/applications.ts";
import type { Tree } from "../../discover/repository.ts";
import { attempt } from "../../input-error.ts";
import { escapePointer } from "../../kubernetes/json-pointer.ts";
import { parseYaml, type YamlPath } from "../../yaml/yaml-file.ts";
import { imageOf } from "../source-kustomize.ts";
import type { Hit } from "./hit.ts";
import { follow, type Steps } from "./steps.ts";

/** What an Application says on top of the kustomization that set a value: the last to have a say. */
export function sourceHits({ kustomize, application }: Tree, steps: Steps): Hit[] {
  if (!kustomize || !application) return [];
  const { images = [], replicas = [], patches = [], ...fields } = kustomize.options;
  const pointer = steps.steps.map((step) => ("field" in step ? step.field : String(step.index)));
  const [last = "", parent] = [pointer.at(-1), pointer.at(-2)];
  const { value } = steps;
  const found: YamlPath[] = [];
  if (last === "image") {
    const index = images.map(imageOf).findIndex(({ name, newName }) => [":", "@"].some((end) => String(value).startsWith(`${newName ?? name}${end}`)));
    if (index >= 0) found.push(["images", index]);
  }
  if (pointer.join("/") === "spec/replicas") {
    const index = replicas.findIndex(({ count }) => Number(count) === value);
    if (index >= 0) found.push(["replicas", index, "count"]);
  }
  if (pointer.join("/") === "metadata/name") found.push(...(["nameSuffix", "namePrefix"] as const).filter((field) => fields[field]).map((field) => [field]));
  if (last === "namespace" && fields.namespace === value) found.push(["namespace"]);
  if (parent === "annotations" && fields.commonAnnotations?.[last] !== undefined) found.push(["commonAnnotations", last]);
  if (["labels", "matchLabels", "selector"].includes(parent ?? "") && fields.commonLabels?.[last] === value) found.push(["commonLabels", last]);
  for (const [index, { patch }] of patches.entries()) if (says(String(patch), steps, pointer)) found.unshift(["patches", index, "patch"]);
  return found.map((path) => ({ source: applicationSource(application, [...kustomize.path, ...path]), note: "set by the Application" }));
}

function says(text: string, steps: Steps, pointer: readonly string[]): boolean {
  const patch = attempt(
    () => parseYaml(text, "").values[0],
    () => {},
  );
  const path = pointer.map((token) => `/${escapePointer(token)}`).join("");
  if (Array.isArray(patch)) return patch.some((operation) => isMap(operation) && (path === operation["path"] || path.startsWith(`${operation["path"]}/`)));
  return isMap(patch) && steps.steps.length > 0 && follow(patch, steps.steps).length === steps.steps.length;
}
