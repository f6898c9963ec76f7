/** A Kubernetes object as it stands in a file or in a rendered tree: plain data, nothing assumed beyond its identity. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  [field: string]: unknown;
}

/** The part of metadata that the toolchain itself reads. */
export interface Metadata {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  [field: string]: unknown;
}
