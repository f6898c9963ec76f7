import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createAuthority, createSigningKey } from "../certificates.ts";
import { flags } from "../components.ts";
import { kubeconfig } from "../kubeconfig.ts";
import type { ProgramName } from "../programs.ts";
import { NETWORK, type NodeAddress } from "./network.ts";

const SERVER = `https://${NETWORK.controlPlane}:${NETWORK.apiServerPort}`;
/** What the API server may be called within the cluster. */
const HOSTS = [NETWORK.controlPlane, NETWORK.kubernetesService, "127.0.0.1", "localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"];
/** Free in the cluster's own network, where nothing else runs. */
const PORTS = { etcd: 2379, peer: 2380, apiServer: NETWORK.apiServerPort };

/** Without a way out, nothing has to be kept from dialling: webhooks, exec, logs and aggregated APIs work as anywhere. */
const NOT_HERE = ["bind-address", "advertise-address", "endpoint-reconciler-type", "egress-selector-config-file", "disable-admission-plugins"];

/** The flags of each component, as on loopback but for what nodes need. */
export function controlPlaneFlags(directory: string): Record<ProgramName, string[]> {
  const all = flags({ directory, ports: PORTS, withoutAdmission: [] });
  const pki = (file: string) => join(directory, "pki", file);
  const apiServer = [
    ...all["kube-apiserver"].filter((flag) => !NOT_HERE.some((name) => flag.startsWith(`--${name}=`))),
    "--bind-address=0.0.0.0",
    `--advertise-address=${NETWORK.controlPlane}`,
    "--enable-admission-plugins=NodeRestriction",
    "--kubelet-preferred-address-types=InternalIP",
    `--kubelet-client-certificate=${pki("kubelet-client.crt")}`,
    `--kubelet-client-key=${pki("kubelet-client.key")}`,
  ];
  const controllers = [...all["kube-controller-manager"], `--service-cluster-ip-range=${NETWORK.services}`];
  return { ...all, "kube-apiserver": apiServer, "kube-controller-manager": controllers };
}

/**
 * Writes keys, certificates and kubeconfigs: the components' into pki/, and a node's into the folder that it sees.
 * https://kubernetes.io/docs/reference/access-authn-authz/node/
 */
export async function writeCredentials(directory: string, nodes: readonly NodeAddress[]): Promise<void> {
  const secret = (path: string, text: string) => writeFileSync(join(directory, path), text, { mode: 0o600 });
  mkdirSync(join(directory, "pki"), { recursive: true, mode: 0o700 });
  const authority = await createAuthority("cluster");
  const tokens = createSigningKey();
  secret("pki/ca.crt", authority.certificate);
  secret("pki/service-account.key", tokens.privateKey);
  secret("pki/service-account.pub", tokens.publicKey);
  const admins = "system:masters";
  const components = {
    server: { commonName: "kube-apiserver" },
    etcd: { commonName: "etcd" },
    admin: { commonName: "admin", organization: admins },
    "kubelet-client": { commonName: "kube-apiserver-kubelet-client", organization: admins },
    "kube-controller-manager": { commonName: "system:kube-controller-manager" },
    "kube-scheduler": { commonName: "system:kube-scheduler" },
  };
  for (const [name, subject] of Object.entries(components)) {
    const pair = await authority.issue(subject, HOSTS);
    secret(`pki/${name}.crt`, pair.certificate);
    secret(`pki/${name}.key`, pair.key);
    secret(`${name}.kubeconfig`, kubeconfig(SERVER, authority.certificate, pair));
  }
  for (const { name } of nodes) {
    const users = {
      kubelet: { commonName: `system:node:${name}`, organization: "system:nodes" },
      "kube-proxy": { commonName: "system:kube-proxy" },
      "kube-router": { commonName: "kube-router", organization: admins },
    };
    secret(`${name}/etc/ca.crt`, authority.certificate);
    for (const [user, subject] of Object.entries(users))
      secret(`${name}/etc/${user}.kubeconfig`, kubeconfig(SERVER, authority.certificate, await authority.issue(subject, [name])));
  }
}
