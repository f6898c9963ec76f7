import type { Rendered } from "../../support/rendered.ts";
import { podTemplates } from "../trees.ts";

/** A pod that speaks and listens in another's place: its labels and ports are what policies see of it. */
export interface Actor {
  name: string;
  namespace: string;
  labels: Record<string, string>;
  /** Names of ports. */
  ports: Record<string, number>;
}

const NAME = "app.kubernetes.io/name";

/**
 * Pods that come from charts and operators, or from nobody: what they are called is what policies have to tell apart.
 * The impostors carry the right labels in the wrong namespace, or the wrong ones in the right namespace.
 */
const OTHERS: readonly Actor[] = [
  { name: "prometheus", namespace: "monitoring", labels: { [NAME]: "prometheus" }, ports: { "http-web": 9090 } },
  { name: "alertmanager", namespace: "monitoring", labels: { [NAME]: "alertmanager" }, ports: { "http-web": 9093 } },
  { name: "grafana", namespace: "monitoring", labels: { [NAME]: "grafana" }, ports: {} },
  { name: "ingress", namespace: "nginx-ingress", labels: { [NAME]: "nginx-ingress" }, ports: {} },
  { name: "ingress-stranger", namespace: "nginx-ingress", labels: { [NAME]: "stranger" }, ports: {} },
  { name: "keda-operator", namespace: "keda", labels: { [NAME]: "keda-operator" }, ports: {} },
  { name: "solver", namespace: "ai-scientist", labels: { "acme.cert-manager.io/http01-solver": "true" }, ports: {} },
  { name: "solver", namespace: "argocd", labels: { "acme.cert-manager.io/http01-solver": "true" }, ports: {} },
  { name: "stranger", namespace: "ai-scientist", labels: { [NAME]: "stranger" }, ports: {} },
  { name: "impostor-application", namespace: "elsewhere", labels: { [NAME]: "ai-scientist", "app.kubernetes.io/component": "application" }, ports: {} },
  { name: "impostor-prometheus", namespace: "elsewhere", labels: { [NAME]: "prometheus" }, ports: {} },
  { name: "impostor-ingress", namespace: "elsewhere", labels: { [NAME]: "nginx-ingress" }, ports: {} },
];

/** One actor for each pod template that is rendered, and the others. */
export function actorsOf(objects: readonly Rendered[]): Actor[] {
  const own = podTemplates(objects).map(({ namespace, name, template }) => {
    const ports = template.spec.containers.flatMap(({ ports = [] }: Rendered) => ports.map(({ name, containerPort }: Rendered) => [name, containerPort]));
    return { name, namespace, labels: template.metadata.labels ?? {}, ports: Object.fromEntries(ports) };
  });
  return [...own, ...OTHERS];
}

/** The pod of an actor, which listens at all the ports and passes the strictest Pod Security Standard. */
export function podOf({ name, namespace, labels, ports }: Actor, listening: readonly number[]): Rendered {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `probe-${name}`, namespace, labels },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 0,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65532,
        seccompProfile: { type: "RuntimeDefault" },
        sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
      },
      containers: [
        {
          name: "probe",
          image: "registry.local/probe:test",
          imagePullPolicy: "Never",
          args: ["listen", ...listening.map(String)],
          ports: Object.entries(ports).map(([port, containerPort]) => ({ name: port, containerPort })),
          resources: { requests: { cpu: "1m", memory: "8Mi" }, limits: { cpu: "100m", memory: "32Mi" } },
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
        },
      ],
    },
  };
}

/** All ports that policies speak of, whether by number or by the name that an actor gives one, and one of which none speaks. */
export function portsOf(policies: readonly Rendered[], actors: readonly Actor[]): number[] {
  const rules = policies.flatMap(({ spec }) => [...(spec.ingress ?? []), ...(spec.egress ?? [])]);
  const wanted: (number | string)[] = rules.flatMap(({ ports = [] }: Rendered) => ports.map(({ port }: Rendered) => port));
  const named = actors.flatMap(({ ports }) => Object.entries(ports).filter(([name]) => wanted.includes(name)));
  return [...new Set([...wanted.filter((port) => typeof port === "number"), ...named.map(([, port]) => port), UNSPOKEN])].sort((a, b) => a - b);
}

const UNSPOKEN = 7777;
