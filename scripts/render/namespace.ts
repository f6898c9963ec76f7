import type { Manifest } from "../kubernetes/manifest.ts";
import { isNamespaced } from "../kubernetes/scope.ts";
import type { RenderedObject } from "./rendered-tree.ts";

/** Where an object goes that names no namespace, when nothing else says so. */
const DEFAULT_NAMESPACE = "default";

/**
 * An object as it will stand in the cluster: with the namespace that Argo CD fills in from the Application's destination where the
 * object names none, or that Flux sets whatever the object says.
 */
export function inItsNamespace(object: RenderedObject): RenderedObject {
  const { manifest, tree } = object;
  if (!isNamespaced(manifest.apiVersion, manifest.kind)) return withoutNamespace(object);
  const namespace = tree.flux?.targetNamespace ?? manifest.metadata.namespace ?? tree.application?.namespace ?? DEFAULT_NAMESPACE;
  if (namespace === manifest.metadata.namespace) return object;
  return { ...object, manifest: { ...manifest, metadata: { ...manifest.metadata, namespace } } as Manifest };
}

/** The API server clears what a cluster-scoped object says of a namespace. Source: k8s.io/apiserver pkg/registry/rest/meta.go EnsureObjectNamespaceMatchesRequestNamespace */
function withoutNamespace(object: RenderedObject): RenderedObject {
  const { namespace, ...metadata } = object.manifest.metadata;
  return namespace === undefined ? object : { ...object, manifest: { ...object.manifest, metadata } };
}
