import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { buildProgram, type GoProgram, goVersion, programPath } from "../../go.ts";
import { buildPrograms, kubernetesProgram, missingPrograms, type Programs } from "../programs.ts";

/** Programs of tools/<module> that every cluster is made of. */
const OF_CLUSTER: Record<string, Omit<GoProgram, "name">> = {
  pause: { module: "node", package: "./pause" },
  coredns: { module: "node", package: "./coredns" },
  "kube-router": { module: "node", package: "github.com/cloudnativelabs/kube-router/v2/cmd/kube-router" },
};
/** What is built when something asks for it: images of pods, and programs that run beside the nodes. */
const ON_DEMAND: Record<string, Omit<GoProgram, "name">> = {
  probe: { module: "node", package: "./probe" },
  "device-plugin": { module: "node", package: "./device-plugin" },
  discovery: { module: "node", package: "./discovery" },
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
  for (const [program, version] of await pinned(tools)) nodes[program.name] = await build(program, version, say);
  return { controlPlane, nodes };
}

/**
 * Builds one program that nodes or pods run, unless it is built already.
 * @param name as in OF_CLUSTER or ON_DEMAND
 * @returns its path
 * @throws UserError where there is no such program, Go is missing or the build fails
 */
export async function buildNodeProgram(tools: string, name: string, say: (line: string) => void): Promise<string> {
  const found = OF_CLUSTER[name] ?? ON_DEMAND[name];
  if (!found) throw new UserError(`no Go module of tools/ is known to build ${name}`);
  return build(...(await pin(tools, name, found)), say);
}

async function build(program: GoProgram, version: string, say: (line: string) => void): Promise<string> {
  const path = programPath(program, version);
  const started = Date.now();
  if (!existsSync(path)) say(`building ${program.name} (once; kept in ${path})`);
  await buildProgram(program, version);
  if (Date.now() - started > 1000) say(`built ${program.name} in ${Math.round((Date.now() - started) / 1000)} s`);
  return path;
}

/** What would have to be built first; undefined where there is no Go. */
export async function missingNodePrograms(tools: string): Promise<string[] | undefined> {
  const controlPlane = await missingPrograms(tools);
  if (controlPlane === undefined) return undefined;
  const nodes = (await pinned(tools)).filter(([program, version]) => !existsSync(programPath(program, version)));
  return [...controlPlane, ...nodes.map(([{ name }]) => name)];
}

async function pinned(tools: string): Promise<[GoProgram, string][]> {
  const own = await Promise.all(Object.entries(OF_CLUSTER).map(([name, built]) => pin(tools, name, built)));
  const kubernetes = await Promise.all(OF_KUBERNETES.map((name) => kubernetesProgram(tools, name)));
  return [...kubernetes.filter((each) => each !== undefined), ...own];
}

async function pin(tools: string, name: string, { module, ...rest }: Omit<GoProgram, "name">): Promise<[GoProgram, string]> {
  const folder = join(tools, module);
  const version = await goVersion(folder);
  if (version === undefined) throw new UserError("go is not on PATH: nodes are built from pinned Go modules. Install Go from https://go.dev/dl/");
  return [{ name, module: folder, ...rest }, version];
}
