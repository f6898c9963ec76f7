import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createAuthority, type KeyPair } from "../certificates.ts";
import { TOOLS } from "../control-plane.ts";
import { kubeconfigOf } from "../instance.ts";
import { moduleFiles } from "../modules.ts";
import { freePorts } from "../processes.ts";
import { hostNames } from "./hosts.ts";
import type { NamedSources } from "./named-sources.ts";
import type { ArgoCdPlace } from "./processes-of-argocd.ts";
import type { ArgoCdPrograms } from "./programs.ts";

/** Chooses ports and folders for Argo CD beside a control plane, and writes the kubeconfig whose namespace is Argo CD's own. */
export async function makePlace(directory: string, programs: ArgoCdPrograms, namespace: string): Promise<ArgoCdPlace> {
  const [proxy, kwok, redis, repoServer, repoServerMetrics, server, serverMetrics, controllerMetrics] = await freePorts(8);
  const ports = { kwok, redis, repoServer, repoServerMetrics, server, serverMetrics, controllerMetrics } as ArgoCdPlace["ports"];
  const folder = join(directory, "argocd");
  mkdirSync(folder, { recursive: true });
  const config = JSON.parse(readFileSync(kubeconfigOf(directory), "utf8"));
  for (const { context } of config.contexts) context.namespace = namespace;
  writeFileSync(join(folder, "kubeconfig"), JSON.stringify(config), { mode: 0o600 });
  const source = await moduleFiles(join(TOOLS, "argocd"), "github.com/argoproj/argo-cd/v3");
  return {
    directory: folder,
    ports,
    programs: {
      argocd: programs.argocd,
      helm: programs.helm,
      kustomize: programs.kustomize,
      gitVerifyWrapper: join(source.directory, "hack", "git-verify-wrapper.sh"),
    },
    proxy: `http://127.0.0.1:${proxy}`,
    authority: join(folder, "hosts-ca.crt"),
    kubeconfig: join(folder, "kubeconfig"),
  };
}

/** A certificate for each host that the sources lie on, of an authority that only this cluster's programs are told to trust. */
export async function issueCertificates(place: ArgoCdPlace, sources: NamedSources): Promise<Record<string, KeyPair>> {
  const authority = await createAuthority("hosts");
  writeFileSync(place.authority, authority.certificate);
  const pairs = hostNames(sources).map(async (host) => [host, await authority.issue({ commonName: host }, [host])] as const);
  return Object.fromEntries(await Promise.all(pairs));
}
