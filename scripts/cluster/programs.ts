import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { buildProgram, type GoProgram, go, goVersion, programPath } from "../go.ts";

/** The programs of a control plane, in the order they are built: what is quick, and what must be there first, comes first. */
const PROGRAMS = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"] as const;
export type ProgramName = (typeof PROGRAMS)[number];

/** Paths of the built programs. */
export type Programs = Record<ProgramName, string>;

/**
 * Builds what is not built yet.
 * @param tools the folder that holds control-plane/ and etcd/, each with its go.mod
 * @param say told before each program that has to be built
 * @throws UserError where Go is missing or a build fails
 */
export async function buildPrograms(tools: string, say: (line: string) => void): Promise<Programs> {
  const paths: Partial<Programs> = {};
  for (const [program, version] of await pinned(tools)) {
    const path = programPath(program, version);
    if (!existsSync(path)) say(`building ${program.name} (once; kept in ${path})`);
    paths[program.name as ProgramName] = await buildProgram(program, version);
  }
  return paths as Programs;
}

/** The programs that would have to be built first; undefined where there is no Go to build, or even to name, them. */
export async function missingPrograms(tools: string): Promise<string[] | undefined> {
  if ((await goVersion(tools)) === undefined) return undefined;
  const programs = await pinned(tools);
  return programs.filter(([program, version]) => !existsSync(programPath(program, version))).map(([program]) => program.name);
}

async function pinned(tools: string): Promise<[GoProgram, string][]> {
  const etcd = join(tools, "etcd");
  const controlPlane = join(tools, "control-plane");
  const [etcdGo, kubernetesGo] = await Promise.all([goVersion(etcd), goVersion(controlPlane)]);
  if (!etcdGo || !kubernetesGo) throw new UserError("go is not on PATH: the control plane is built from pinned Go modules. Install Go from https://go.dev/dl/");
  const linkerFlags = await kubernetesFlags(controlPlane);
  return PROGRAMS.map((name) =>
    name === "etcd"
      ? [{ name, module: etcd, package: "go.etcd.io/etcd/server/v3" }, etcdGo]
      : [{ name, module: controlPlane, package: `k8s.io/kubernetes/cmd/${name}`, linkerFlags }, kubernetesGo],
  );
}

/** A program of Kubernetes that is not part of the control plane, such as kubelet, at the same version; undefined where there is no Go. */
export async function kubernetesProgram(tools: string, name: string): Promise<[GoProgram, string] | undefined> {
  const module = join(tools, "control-plane");
  const version = await goVersion(module);
  return version === undefined ? undefined : [{ name, module, package: `k8s.io/kubernetes/cmd/${name}`, linkerFlags: await kubernetesFlags(module) }, version];
}

async function kubernetesFlags(module: string): Promise<string[]> {
  return versionFlags((await go(module, "list", "-m", "-f", "{{.Version}}", "k8s.io/kubernetes")).trim());
}

/** An API server that does not know its version calls itself v0.0.0-master and emulates none; hack/lib/version.sh of Kubernetes sets the same names. */
function versionFlags(version: string): string[] {
  const [major = "", minor = ""] = version.slice(1).split(".");
  const values = { gitVersion: version, gitMajor: major, gitMinor: minor, gitTreeState: "clean" };
  return ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((path) =>
    Object.entries(values).map(([name, value]) => `-X ${path}.${name}=${value}`),
  );
}
