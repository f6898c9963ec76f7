import type { Manifest } from "../../kubernetes/manifest.ts";
import { groupOf } from "../../kubernetes/scope.ts";

/** A rendered object, with the name it had in its source file: overlays may rename it on the way. */
export interface Subject {
  readonly manifest: Manifest;
  readonly originalName: string;
}

/** The target of a patch or the select of a replacement. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/ */
export interface Selector {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly annotationSelector?: string;
}

/** Whether a selector means an object. Its fields are anchored regular expressions; a name may be the object's at any step of its way. */
export function selects(selector: Selector, subject: Subject): boolean {
  const { manifest } = subject;
  const version = manifest.apiVersion.split("/").at(-1) as string;
  return (
    matches(selector.kind, manifest.kind) &&
    matches(selector.group, groupOf(manifest.apiVersion)) &&
    matches(selector.version, version) &&
    namesOf(subject).some((name) => matches(selector.name, name)) &&
    (manifest.metadata.namespace === undefined || matches(selector.namespace, manifest.metadata.namespace)) &&
    hasAll(selector.labelSelector, manifest.metadata.labels) &&
    hasAll(selector.annotationSelector, manifest.metadata.annotations)
  );
}

/** Whether a document that names its object, as a strategic merge patch does, means this one. */
export function isNamed(document: unknown, subject: Subject): boolean {
  const { apiVersion, kind, metadata } = (document ?? {}) as Partial<Manifest>;
  const sameGroup = apiVersion === undefined || groupOf(apiVersion) === groupOf(subject.manifest.apiVersion);
  return sameGroup && kind === subject.manifest.kind && namesOf(subject).includes(metadata?.name ?? "");
}

/** Every name that an object can have had between its file and the cluster: its own with any part of what was put around it. */
export function namesOf({ manifest, originalName }: Subject): string[] {
  const final = manifest.metadata.name;
  const start = final.indexOf(originalName);
  if (start < 0) return [final, originalName];
  const names = new Set<string>();
  for (let from = 0; from <= start; from++) {
    for (let to = start + originalName.length; to <= final.length; to++) names.add(final.slice(from, to));
  }
  return [...names];
}

function matches(pattern: string | undefined, value: string): boolean {
  if (pattern === undefined || pattern === "") return true;
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return pattern === value;
  }
}

/** The equality and set terms of a label selector. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors */
function hasAll(selector: string | undefined, pairs: Record<string, string> = {}): boolean {
  const terms = selector?.split(/,(?![^(]*\))/).map((term) => term.trim()) ?? [];
  return terms.every((term) => {
    const [, key = "", operator, value] = /^([^=!\s]+)\s*(==|=|!=)\s*(.*)$/.exec(term) ?? [];
    if (operator) return (pairs[key] === value) === (operator !== "!=");
    const [, name = "", not, list = ""] = /^(\S+)\s+(not)?in\s+\((.*)\)$/.exec(term) ?? [];
    if (name)
      return (
        list
          .split(",")
          .map((each) => each.trim())
          .includes(pairs[name] ?? "") === !not
      );
    return term.startsWith("!") ? !(term.slice(1) in pairs) : term in pairs;
  });
}
