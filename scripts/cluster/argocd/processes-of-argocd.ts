import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** Argo CD's pods that run as processes; what else its chart installs (Dex, notifications, ApplicationSets) is simulated. */
export const COMPONENTS = {
  "argocd-redis": { kind: "Deployment", plural: "deployments" },
  "argocd-repo-server": { kind: "Deployment", plural: "deployments" },
  "argocd-application-controller": { kind: "StatefulSet", plural: "statefulsets" },
  "argocd-server": { kind: "Deployment", plural: "deployments" },
} as const;
export type Component = keyof typeof COMPONENTS;

/** Ports on loopback. */
export interface ArgoCdPorts {
  kwok: number;
  redis: number;
  repoServer: number;
  repoServerMetrics: number;
  server: number;
  serverMetrics: number;
  controllerMetrics: number;
}

/** What a process of Argo CD needs to know of where it runs. */
export interface ArgoCdPlace {
  directory: string;
  ports: ArgoCdPorts;
  programs: { argocd: string; helm: string; kustomize: string; gitVerifyWrapper: string };
  /** http://127.0.0.1:port of the hosts, and the authority that their certificates are issued by. */
  proxy: string;
  authority: string;
  kubeconfig: string;
}

/** How one component is started. */
export interface Start {
  program: string;
  flags: string[];
  env: Record<string, string>;
}

/** Makes the folders and programs that Argo CD's image has and a machine has not. */
export function prepareArgoCd({ directory, programs }: ArgoCdPlace): void {
  for (const folder of ["tls", "ssh", "gpg/source", "gpg/keys", "plugins", "tmp", "home", "bin"]) mkdirSync(join(directory, folder), { recursive: true });
  writeFileSync(join(directory, "ssh", "ssh_known_hosts"), "");
  const wrapper = join(directory, "bin", "git-verify-wrapper.sh");
  copyFileSync(programs.gitVerifyWrapper, wrapper);
  chmodSync(wrapper, 0o755);
}

/**
 * The command of a component: the settings that its pod would have, and on top what has to differ outside a pod: where its
 * files and the other components are. https://argo-cd.readthedocs.io/en/stable/operator-manual/server-commands/argocd-repo-server/
 * @param settings the environment of the component's container
 * @param password Redis', from the Secret argocd-redis
 */
export function startOf(component: Component, place: ArgoCdPlace, settings: Readonly<Record<string, string>>, password: string): Start {
  const { directory, ports, programs } = place;
  const loopback = ["--address", "127.0.0.1", "--metrics-address", "127.0.0.1"];
  if (component === "argocd-redis") {
    const flags = ["--port", String(ports.redis), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--requirepass", password];
    return { program: "redis-server", flags: [...flags, "--set-proc-title", "no", "--dir", directory], env: pathOf(process.env["PATH"]) };
  }
  const flags = {
    "argocd-repo-server": ["--port", String(ports.repoServer), "--metrics-port", String(ports.repoServerMetrics), ...loopback],
    "argocd-application-controller": ["--metrics-port", String(ports.controllerMetrics), "--kubeconfig", place.kubeconfig],
    "argocd-server": ["--port", String(ports.server), "--metrics-port", String(ports.serverMetrics), ...loopback, "--kubeconfig", place.kubeconfig],
  }[component];
  return { program: programs.argocd, flags, env: { ...settings, ...outsideOfPod(component, place), REDIS_PASSWORD: password } };
}

function outsideOfPod(component: Component, { directory, ports, programs, proxy, authority, kubeconfig }: ArgoCdPlace): Record<string, string> {
  const repoServer = `127.0.0.1:${ports.repoServer}`;
  const programFolders = [join(directory, "bin"), dirname(programs.helm), dirname(programs.kustomize), process.env["PATH"]];
  return {
    ...pathOf(programFolders.join(delimiter)),
    HOME: join(directory, "home"),
    TMPDIR: join(directory, "tmp"),
    KUBECONFIG: kubeconfig,
    ARGOCD_BINARY_NAME: component,
    ARGOCD_FAKE_IN_CLUSTER: "true",
    ARGOCD_TLS_DATA_PATH: join(directory, "tls"),
    ARGOCD_SSH_DATA_PATH: join(directory, "ssh"),
    ARGOCD_GPG_ENABLED: "false",
    ARGOCD_GPG_DATA_PATH: join(directory, "gpg", "source"),
    ARGOCD_GNUPGHOME: join(directory, "gpg", "keys"),
    ARGOCD_PLUGINSOCKFILEPATH: join(directory, "plugins"),
    REDIS_SERVER: `127.0.0.1:${ports.redis}`,
    ARGOCD_APPLICATION_CONTROLLER_REPO_SERVER: repoServer,
    ARGOCD_SERVER_REPO_SERVER: repoServer,
    ...reachHosts(proxy, authority),
  };
}

/** Variables by which git, Helm, kubectl and Argo CD reach the hosts, and nothing beyond them but loopback. */
export function reachHosts(proxy: string, authority: string): Record<string, string> {
  const loopback = "127.0.0.1,localhost";
  return { HTTPS_PROXY: proxy, https_proxy: proxy, NO_PROXY: loopback, no_proxy: loopback, SSL_CERT_FILE: authority, GIT_SSL_CAINFO: authority };
}

function pathOf(path: string | undefined): Record<string, string> {
  return { PATH: path ?? "" };
}
