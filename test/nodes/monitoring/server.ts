import type { Rendered } from "../../support/rendered.ts";

/** Where the chart puts its stack. */
export const NAMESPACE = "monitoring";
const account = { kind: "ServiceAccount", name: "prometheus", namespace: NAMESPACE };

/** The account of Prometheus, which finds what to scrape and asks kubelets. */
export const READER: readonly Rendered[] = [
  { apiVersion: "v1", kind: account.kind, metadata: { name: account.name, namespace: NAMESPACE } },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: account.name },
    rules: [
      { apiGroups: [""], resources: ["services", "endpoints", "pods", "nodes"], verbs: ["get", "list", "watch"] },
      { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
    ],
  },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: account.name },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: account.name },
    subjects: [account],
  },
];

/** A pod of Prometheus' or Alertmanager's with its configuration, the labels that the operator gives, and a Service. */
export function server(name: string, service: string, port: number, data: Record<string, string>, args: readonly string[]): Rendered[] {
  const metadata = { name, namespace: NAMESPACE };
  const labels = { "app.kubernetes.io/name": name };
  const confined = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } };
  const container = {
    name,
    image: `quay.io/prometheus/${name}:test`,
    imagePullPolicy: "Never",
    args,
    ports: [{ name: "http-web", containerPort: port }],
    readinessProbe: { httpGet: { path: "/-/ready", port }, periodSeconds: 2 },
    securityContext: confined,
    volumeMounts: [
      { name: "config", mountPath: `/etc/${name}` },
      { name: "data", mountPath: "/data" },
    ],
  };
  const discovery = { name: "discovery", image: "registry.local/discovery:test", imagePullPolicy: "Never", securityContext: confined };
  const isPrometheus = name === account.name;
  const spec = {
    ...(isPrometheus ? { serviceAccountName: name } : { automountServiceAccountToken: false }),
    terminationGracePeriodSeconds: 1,
    securityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 2000, seccompProfile: { type: "RuntimeDefault" } },
    containers: isPrometheus ? [container, discovery] : [container],
    volumes: [
      { name: "config", configMap: { name } },
      { name: "data", emptyDir: {} },
    ],
  };
  return [
    { apiVersion: "v1", kind: "ConfigMap", metadata, data },
    { apiVersion: "v1", kind: "Service", metadata: { name: service, namespace: NAMESPACE }, spec: { selector: labels, ports: [{ port }] } },
    { apiVersion: "v1", kind: "Pod", metadata: { ...metadata, labels }, spec },
  ];
}
