import { digest } from "../cache.ts";
import type { Finding, ObjectRef } from "../finding.ts";
import type { Shared } from "./shared.ts";

/** The hash that Kustomize puts behind a generated name: it is of other letters than words are. https://github.com/kubernetes-sigs/kustomize/blob/master/api/hasher/hasher.go */
const HASH = /-[2456789bcdfghkmt]{10}$/;

/**
 * What makes a finding the same one tomorrow, though lines were added above it: the rule, the object and the place in it.
 * Where no place is known, what is said decides. It has no secret in it that the finding has not.
 */
export function fingerprint({ rule, environment, object, path, source, message }: Finding): string {
  return digest([rule, environment ?? "", object ? nameOf(object) : (source?.file ?? ""), path || message]);
}

/** The same of a finding that stands for several: another environment that builds on its line makes it no other. */
export function sharedFingerprint({ source, findings }: Shared): string {
  const names = findings.map(({ environment: _any, ...each }) => fingerprint(each)).sort();
  return digest([names[0] as string, source?.file ?? ""]);
}

/** Another version of the API, or other content of a generated object, makes no other object. */
function nameOf({ apiVersion, kind, namespace = "", name }: ObjectRef): string {
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  return JSON.stringify([group, kind, namespace, name.replace(HASH, "")]);
}
