/**
 * What kube-apiserver refuses although the OpenAPI schema allows it, for objects that are about to be created.
 * Written against Kubernetes 1.36 with its default feature gates; each rule names the function it restates.
 */
import type { Manifest } from "../../kubernetes/manifest.ts";
import { groupOf, isNamespaced } from "../../kubernetes/scope.ts";
import { lookup } from "../../lookup.ts";
import type { Violation } from "../violation.ts";
import { customResource } from "./custom/index.ts";
import { Field, type Log } from "./field.ts";
import { dnsSubdomain } from "./formats.ts";
import { KINDS } from "./kinds.ts";
import { objectMeta } from "./meta.ts";

export { fieldPath } from "./field-path.ts";
export { RULES } from "./rule.ts";

/** What holds of the metadata of custom resources. Source: apiextensions validation of ObjectMeta. */
const CUSTOM = { name: dnsSubdomain, anyFinalizer: true };

/**
 * Judges one object by the rules of its kind; a custom resource by those of its metadata and what custom/ knows of it.
 * Values of a wrong type are passed over: they are the schema's to report. A missing required value may be reported
 * by both; whoever shows findings keeps one of those with the same path.
 * @param object a manifest as it would be sent to the API server
 * @returns what is wrong, in the order of the rules; empty when nothing is
 */
export function apiViolations(object: Manifest): Violation[] {
  const log: Log = { violations: [] };
  const root = new Field(object, log);
  const name = `${groupOf(String(object.apiVersion))}/${object.kind}`;
  const kind = lookup(KINDS, name);
  objectMeta(root.at("metadata"), kind ?? CUSTOM, isNamespaced(String(object.apiVersion), object.kind));
  if (kind) kind.check(root);
  else customResource(root, name);
  return log.violations;
}
