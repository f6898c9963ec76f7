import type { KeyPair } from "./certificates.ts";

/**
 * A kubeconfig with one context. JSON is YAML, so nothing has to be quoted by hand.
 * @param namespace the one that is meant where none is named
 */
export function kubeconfig(server: string, authority: string, { certificate, key }: KeyPair, namespace?: string): string {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const name = "gitops-control-plane";
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": name,
    clusters: [{ name, cluster: { server, "certificate-authority-data": base64(authority) } }],
    users: [{ name, user: { "client-certificate-data": base64(certificate), "client-key-data": base64(key) } }],
    contexts: [{ name, context: { cluster: name, user: name, ...(namespace ? { namespace } : {}) } }],
  });
}
