import { join } from "node:path";
import type { ProgramName } from "./programs.ts";

/** What the flags of the components depend on. */
export interface Layout {
  /** Holds pki/, etcd/, logs/ and the kubeconfig of each component. */
  directory: string;
  ports: { etcd: number; peer: number; apiServer: number };
  /** Admission plugins to leave out, beside the two that would call webhooks. */
  withoutAdmission: string[];
}

/** Certificates by file name, and whom each speaks for. https://kubernetes.io/docs/setup/best-practices/certificates/ */
export const IDENTITIES = {
  server: { commonName: "kube-apiserver" },
  etcd: { commonName: "etcd" },
  admin: { commonName: "admin", organization: "system:masters" },
  "kube-controller-manager": { commonName: "system:kube-controller-manager" },
  "kube-scheduler": { commonName: "system:kube-scheduler" },
} as const;

/**
 * All that could make the API server dial anything but etcd (webhooks, conversion, aggregated APIs, kubelets) is sent to a
 * proxy at a socket that does not exist. https://kubernetes.io/docs/tasks/extend-kubernetes/setup-konnectivity/
 */
export function egressConfiguration(directory: string): object {
  const nowhere = { proxyProtocol: "HTTPConnect", transport: { uds: { udsName: join(directory, "no-way-out") } } };
  return {
    apiVersion: "apiserver.k8s.io/v1beta1",
    kind: "EgressSelectorConfiguration",
    egressSelections: ["cluster", "controlplane"].map((name) => ({ name, connection: nowhere })),
  };
}

/** The flags of each component; everything binds to 127.0.0.1 and shows a certificate, etcd too. */
export function flags({ directory, ports, withoutAdmission }: Layout): Record<ProgramName, string[]> {
  const pki = (file: string) => join(directory, "pki", file);
  const etcd = `https://127.0.0.1:${ports.etcd}`;
  const peer = `https://127.0.0.1:${ports.peer}`;
  const client = (name: string) => ["--leader-elect=false", "--secure-port=0", `--kubeconfig=${join(directory, `${name}.kubeconfig`)}`];
  return {
    etcd: [
      `--data-dir=${join(directory, "etcd")}`,
      "--name=default",
      `--listen-client-urls=${etcd}`,
      `--advertise-client-urls=${etcd}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      ...["", "peer-"].flatMap((role) => [
        `--${role}trusted-ca-file=${pki("ca.crt")}`,
        `--${role}cert-file=${pki("etcd.crt")}`,
        `--${role}key-file=${pki("etcd.key")}`,
        `--${role}client-cert-auth`,
      ]),
      // What is kept here can be made again, and a disk that syncs is what a start waits for.
      "--unsafe-no-fsync",
      "--log-level=warn",
    ],
    "kube-apiserver": [
      `--etcd-servers=${etcd}`,
      `--etcd-cafile=${pki("ca.crt")}`,
      `--etcd-certfile=${pki("admin.crt")}`,
      `--etcd-keyfile=${pki("admin.key")}`,
      "--bind-address=127.0.0.1",
      "--advertise-address=127.0.0.1",
      `--secure-port=${ports.apiServer}`,
      "--endpoint-reconciler-type=none",
      `--egress-selector-config-file=${join(directory, "egress.json")}`,
      "--authorization-mode=Node,RBAC",
      `--client-ca-file=${pki("ca.crt")}`,
      `--tls-cert-file=${pki("server.crt")}`,
      `--tls-private-key-file=${pki("server.key")}`,
      `--service-account-key-file=${pki("service-account.pub")}`,
      `--service-account-signing-key-file=${pki("service-account.key")}`,
      "--service-account-issuer=https://kubernetes.default.svc",
      "--service-cluster-ip-range=10.96.0.0/16",
      "--allow-privileged",
      `--disable-admission-plugins=${["MutatingAdmissionWebhook", "ValidatingAdmissionWebhook", ...withoutAdmission].join(",")}`,
      // One user at a time on loopback: nothing to share fairly, and a throttled test would be a slow one.
      "--enable-priority-and-fairness=false",
      "--profiling=false",
    ],
    "kube-controller-manager": [
      ...client("kube-controller-manager"),
      "--use-service-account-credentials",
      `--service-account-private-key-file=${pki("service-account.key")}`,
      `--root-ca-file=${pki("ca.crt")}`,
      // It makes the folder, wherever that is.
      `--flex-volume-plugin-dir=${join(directory, "volume-plugins")}`,
      "--kube-api-qps=200",
      "--kube-api-burst=400",
    ],
    "kube-scheduler": client("kube-scheduler"),
  };
}
