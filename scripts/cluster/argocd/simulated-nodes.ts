import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { $ } from "zx";
import { UserError } from "../../errors.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import type { ApiClient } from "../client.ts";
import { moduleFiles } from "../modules.ts";

/** The stages by which KWOK lets nodes and pods become ready: those that it ships itself, built by Kustomize. */
export async function writeStages(file: string, { tools, kustomize }: { tools: string; kustomize: string }): Promise<void> {
  const { directory } = await moduleFiles(join(tools, "argocd"), "sigs.k8s.io/kwok");
  writeFileSync(file, (await $({ quiet: true })`${kustomize} build ${join(directory, "kustomize", "stage", "fast")}`).stdout);
}

/** The flags of KWOK, which keeps every node alive, and every pod on it at once ready; it serves on loopback alone. */
export function kwokFlags({ stages, kubeconfig, port }: { stages: string; kubeconfig: string; port: number }): string[] {
  return [
    `--config=${stages}`,
    `--kubeconfig=${kubeconfig}`,
    "--manage-all-nodes=true",
    `--server-address=127.0.0.1:${port}`,
    "--node-lease-duration-seconds=40",
    "--cidr=10.200.0.1/16",
  ];
}

/** Registers the nodes of <tools>/argocd/nodes.yaml, as their kubelets would. */
export async function registerNodes(client: ApiClient, tools: string): Promise<number> {
  const file = join(tools, "argocd", "nodes.yaml");
  const nodes = parseAllDocuments(readFileSync(file, "utf8")).map((document) => document.toJS() as Manifest);
  for (const node of nodes) {
    const outcome = await client.create(node);
    if (!outcome.accepted) throw new UserError(`node ${node.metadata.name} refused: ${outcome.message}`, { file });
  }
  return nodes.length;
}
