import type { ObjectRef } from "../finding.ts";
import type { Manifest } from "./manifest.ts";

/** The identity of an object. */
export function refOf(manifest: Manifest): ObjectRef {
  const { name, namespace, generateName } = manifest.metadata as { name?: string; namespace?: string; generateName?: string };
  return {
    apiVersion: manifest.apiVersion,
    kind: manifest.kind,
    ...(namespace === undefined ? {} : { namespace }),
    name: name ?? generateName ?? "",
  };
}

/** "<apiVersion>/<kind>/<namespace, or nothing>/<name>": how policies and facts name an object. */
export function idOf(ref: ObjectRef): string {
  return [ref.apiVersion, ref.kind, ref.namespace ?? "", ref.name].join("/");
}
