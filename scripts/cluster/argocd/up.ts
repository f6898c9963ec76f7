import { join } from "node:path";
import type { ApiClient } from "../client.ts";
import { SCHEMAS, startControlPlane, TOOLS } from "../control-plane.ts";
import { type ClusterState, endpointOf, stopCluster } from "../instance.ts";
import { describeCharts, packCharts } from "./charts.ts";
import { cloneRepository, hostRepository } from "./host-repository.ts";
import { type ArgoCdInstance, endArgoCdCluster, writeInstance } from "./instance.ts";
import { namedSources, renderedApplications } from "./named-sources.ts";
import { STAND_INS } from "./operators/stand-ins.ts";
import { issueCertificates, makePlace } from "./place.ts";
import { buildArgoCdPrograms } from "./programs.ts";
import { kwokFlags, registerNodes, writeStages } from "./simulated-nodes.ts";
import { Starter } from "./starter.ts";

export interface ArgoCdClusterOptions {
  /** Everything is kept here; what an earlier start kept is thrown away. */
  directory: string;
  /** The repository whose last commit is deployed. */
  root: string;
  environment: string;
  /** A bare repository that another cluster serves already, for two environments of one repository. */
  repository?: string;
  say: (line: string) => void;
}

/** A cluster that runs, and how to speak to its API server. */
export interface ArgoCdCluster {
  state: ClusterState;
  client: ApiClient;
  argocd: ArgoCdInstance;
}

/**
 * Starts a cluster on which the environment can be bootstrapped: a control plane without CRDs, simulated nodes, a Git host
 * and a chart host at the addresses that the Applications name, stand-ins for operators, and what runs Argo CD's pods.
 * Everything is a process of this machine on loopback, and ends with `stopCluster`.
 * @throws UserError where something cannot be built or does not start; nothing is left running then
 */
export async function startArgoCdCluster(options: ArgoCdClusterOptions): Promise<ArgoCdCluster> {
  const { directory, root, environment, say } = options;
  const programs = await buildArgoCdPrograms(TOOLS, say);
  await endArgoCdCluster(directory);
  const { state, client } = await startControlPlane({ directory, crds: false, say });
  try {
    say("control plane serves");
    const sources = namedSources(await renderedApplications(root, environment));
    const { namespace, branch } = sources;
    const place = await makePlace(directory, programs, namespace);
    const starter = new Starter(state);

    const bare = options.repository ?? join(directory, "repository.git");
    if (!options.repository) await hostRepository(bare, root, branch);
    const charts = await packCharts(sources.charts, { tools: TOOLS, schemas: SCHEMAS, helm: programs.helm, directory: join(directory, "charts") });
    const certificates = await issueCertificates(place, sources);
    const git = Object.fromEntries(sources.git.map((address) => [address, bare]));
    await starter.node("hosts", "hosts.ts", { port: Number(new URL(place.proxy).port), git, charts, certificates });
    const checkout = join(directory, "checkout");
    await cloneRepository(sources.git[0] ?? "", checkout, place);
    say("Git host and chart host serve");

    const stages = join(directory, "stages.yaml");
    await writeStages(stages, { tools: TOOLS, kustomize: programs.kustomize });
    starter.program("kwok", programs.kwok, kwokFlags({ stages, kubeconfig: place.kubeconfig, port: place.ports.kwok }));
    const nodes = await registerNodes(client, TOOLS);
    await starter.node("operators", "operators/run.ts", { endpoint: endpointOf(state) });
    await starter.node("argocd-kubelet", "kubelet.ts", { endpoint: endpointOf(state), place, namespace });
    say(`${nodes} simulated nodes, operators and Argo CD's kubelet run`);

    const cast = [
      `real: Kubernetes' control plane, Argo CD ${programs.versions.argocd}, Helm ${programs.versions.helm}, Kustomize ${programs.versions.kustomize}, Git, Redis`,
      `STAND-IN: nodes are simulated by KWOK ${programs.versions.kwok}; no container runs`,
      ...describeCharts(charts),
      ...STAND_INS.map(({ stands }) => `STAND-IN for ${stands}`),
    ];
    const argocd = { environment, namespace, place, repository: { directory: bare, addresses: sources.git, branch }, checkout, cast };
    writeInstance(directory, argocd);
    return { state, client, argocd };
  } catch (error) {
    client.close();
    await stopCluster(directory);
    throw error;
  }
}
