/** The kinds of objects in a new base, as a project of Argo CD lists them. */
export const KINDS = {
  cluster: [{ group: "", kind: "Namespace" }],
  namespaced: [{ group: "networking.k8s.io", kind: "NetworkPolicy" }],
} as const;

/** The base of an application that nothing runs in yet: its namespace, closed and restricted; text by file name. */
export function baseFiles(name: string): [file: string, text: string][] {
  return [
    [
      "kustomization.yaml",
      `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${name}
resources:
  - namespace.yaml
  - network-policy.yaml
labels:
  - pairs:
      app.kubernetes.io/name: ${name}
`,
    ],
    [
      "namespace.yaml",
      `apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
  labels:
    pod-security.kubernetes.io/enforce: restricted
    pod-security.kubernetes.io/audit: restricted
    pod-security.kubernetes.io/warn: restricted
`,
    ],
    [
      "network-policy.yaml",
      `# Nothing comes in and nothing goes out until a policy beside this one says what may.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
`,
    ],
  ];
}
