import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { buildProgram, type GoProgram, go, goVersion, programPath } from "../../go.ts";

/** Argo CD, the two programs that its repo server runs, and the one that stands in for kubelets. */
const PROGRAMS = {
  kustomize: { package: "sigs.k8s.io/kustomize/kustomize/v5", version: "sigs.k8s.io/kustomize/api/provenance.version" },
  helm: { package: "helm.sh/helm/v4/cmd/helm", version: "helm.sh/helm/v4/internal/version.version" },
  kwok: { package: "sigs.k8s.io/kwok/cmd/kwok", version: "sigs.k8s.io/kwok/pkg/consts.Version" },
  argocd: { package: "github.com/argoproj/argo-cd/v3/cmd", version: "github.com/argoproj/argo-cd/v3/common.version" },
} as const;
export type ArgoCdProgramName = keyof typeof PROGRAMS;

/** Paths of the built programs, and the version of each. */
export type ArgoCdPrograms = Record<ArgoCdProgramName, string> & { versions: Record<ArgoCdProgramName, string> };

/**
 * Builds what is not built yet of <tools>/argocd, whose one go.mod pins all four.
 * @param say told before each program that has to be built, and how long it took
 * @throws UserError where Go is missing or a build fails
 */
export async function buildArgoCdPrograms(tools: string, say: (line: string) => void): Promise<ArgoCdPrograms> {
  const paths: Partial<Record<ArgoCdProgramName, string>> = {};
  const versions: Partial<Record<ArgoCdProgramName, string>> = {};
  for (const { program, goWith, version } of await pinned(tools)) {
    const name = program.name as ArgoCdProgramName;
    const there = existsSync(programPath(program, goWith));
    if (!there) say(`building ${name} ${version} (once; kept in ${programPath(program, goWith)})`);
    const started = Date.now();
    paths[name] = await buildProgram(program, goWith);
    versions[name] = version;
    if (!there) say(`built ${name} in ${Math.round((Date.now() - started) / 1000)} s`);
  }
  return { ...(paths as Record<ArgoCdProgramName, string>), versions: versions as Record<ArgoCdProgramName, string> };
}

/** The programs that would have to be built first; undefined where there is no Go to build them. */
export async function missingArgoCdPrograms(tools: string): Promise<string[] | undefined> {
  if ((await goVersion(join(tools, "argocd"))) === undefined) return undefined;
  return (await pinned(tools)).filter(({ program, goWith }) => !existsSync(programPath(program, goWith))).map(({ program }) => program.name);
}

async function pinned(tools: string): Promise<{ program: GoProgram; goWith: string; version: string }[]> {
  const module = join(tools, "argocd");
  const goWith = await goVersion(module);
  if (!goWith) throw new UserError("go is not on PATH: Argo CD is built from pinned Go modules. Install Go from https://go.dev/dl/");
  const list = await go(module, "list", "-f", "{{.ImportPath}} {{.Module.Version}}", ...Object.values(PROGRAMS).map((each) => each.package));
  const versions = new Map(
    list
      .trim()
      .split("\n")
      .map((line) => line.split(" ") as [string, string]),
  );
  return Object.entries(PROGRAMS).map(([name, { package: path, version: variable }]) => {
    const version = versions.get(path) ?? "";
    // The REST API of Argo CD refuses clients of a version that begins with "v", its own programs included.
    const value = name === "argocd" ? version.replace(/^v/, "") : version;
    return { program: { name, module, package: path, linkerFlags: [`-X ${variable}=${value}`] }, goWith, version };
  });
}
