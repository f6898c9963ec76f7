import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createAuthority, createSigningKey } from "./certificates.ts";
import { egressConfiguration, IDENTITIES } from "./components.ts";
import { kubeconfig } from "./kubeconfig.ts";

/** Writes what the components of a control plane know each other by: pki/, a kubeconfig for each, where the API server may dial. */
export async function writeCredentials({ directory, ports }: { directory: string; ports: { apiServer: number } }): Promise<void> {
  const secret = (path: string, text: string) => writeFileSync(join(directory, path), text, { mode: 0o600 });
  const authority = await createAuthority("control-plane");
  const tokens = createSigningKey();
  secret("pki/ca.crt", authority.certificate);
  secret("pki/service-account.key", tokens.privateKey);
  secret("pki/service-account.pub", tokens.publicKey);
  secret("egress.json", JSON.stringify(egressConfiguration(directory)));
  for (const [name, subject] of Object.entries(IDENTITIES)) {
    const pair = await authority.issue(subject);
    secret(`pki/${name}.crt`, pair.certificate);
    secret(`pki/${name}.key`, pair.key);
    secret(`${name}.kubeconfig`, kubeconfig(`https://127.0.0.1:${ports.apiServer}`, authority.certificate, pair));
  }
}
