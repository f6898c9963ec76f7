import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { buildProgram, type GoProgram, goVersion, programPath } from "../../go.ts";
import { buildPrograms, kubernetesProgram, missingPrograms, type Programs } from "../programs.ts";

/** Programs of tools/<module> that nodes, or the images on them, are made of. */
const BUILT: Record<string, { module: string; package: string; linkerFlags?: string[] }> = {
  pause: { module: "node", package: "./pause" },
  probe: { module: "node", package: "./probe" },
  "device-plugin": { module: "node", package: "./device-plugin" },
  coredns: { module: "node", package: "./coredns" },
  "kube-router": { module: "node", package: "github.com/cloudnativelabs/kube-router/v2/cmd/kube-router" },
  s3: { module: "s3", package: "." },
  redis_exporter: { module: "redis-exporter", package: "github.com/oliver006/redis_exporter" },
};
/** Of Kubernetes itself, in the control plane's version. */
const OF_KUBERNETES = ["kubelet", "kube-proxy"];

/** Paths of the built programs by name: those of the control plane, and the nodes'. */
export interface NodePrograms {
  controlPlane: Programs;
  nodes: Record<string, string>;
}

/**
 * Builds what is not built yet.
 * @param tools the folder of the Go modules
 * @param say told before each program that has to be built
 * @throws UserError where Go is missing or a build fails
 */
export async function buildNodePrograms(tools: string, say: (line: string) => void): Promise<NodePrograms> {
  const controlPlane = await buildPrograms(tools, say);
  const nodes: Record<string, string> = {};
  for (const [program, version] of await pinned(tools)) {
    const path = programPath(program, version);
    const started = Date.now();
    if (!existsSync(path)) say(`building ${program.name} (once; kept in ${path})`);
    nodes[program.name] = await buildProgram(program, version);
    if (Date.now() - started > 1000) say(`built ${program.name} in ${Math.round((Date.now() - started) / 1000)} s`);
  }
  return { controlPlane, nodes };
}

/** What would have to be built first; undefined where there is no Go. */
export async function missingNodePrograms(tools: string): Promise<string[] | undefined> {
  const controlPlane = await missingPrograms(tools);
  if (controlPlane === undefined) return undefined;
  const nodes = (await pinned(tools)).filter(([program, version]) => !existsSync(programPath(program, version)));
  return [...controlPlane, ...nodes.map(([{ name }]) => name)];
}

async function pinned(tools: string): Promise<[GoProgram, string][]> {
  const kubernetes = await Promise.all(OF_KUBERNETES.map((name) => kubernetesProgram(tools, name)));
  const own = await Promise.all(
    Object.entries(BUILT).map(async ([name, { module, ...rest }]) => {
      const folder = join(tools, module);
      const version = await goVersion(folder);
      return version === undefined ? undefined : ([{ name, module: folder, ...rest }, version] as [GoProgram, string]);
    }),
  );
  const all = [...kubernetes, ...own].filter((each) => each !== undefined);
  if (all.length < kubernetes.length + own.length)
    throw new UserError("go is not on PATH: nodes are built from pinned Go modules. Install Go from https://go.dev/dl/");
  return all;
}
