import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildProgram, goVersion } from "../../scripts/go.ts";
import { buildRenderer, findRenderer, type RendererProgram } from "../../scripts/render/engines/renderer-program.ts";
import { ofToolchain } from "../../scripts/toolchain.ts";

const MODULE = ofToolchain("tools", "renderer");
const PACKAGES = { kustomize: "sigs.k8s.io/kustomize/kustomize/v5", helm: "helm.sh/helm/v4/cmd/helm" };

/** Whether there is Go, with which the renderer and what it is held against are built. */
export const hasGo = (await goVersion(MODULE)) !== undefined;
if (!hasGo) process.stderr.write("SKIPPED: tests of the warm renderer, which need Go to build it\n");

/** The warm renderer, built where it is not there yet. */
export async function renderer(): Promise<RendererProgram> {
  return (await findRenderer()) ?? (await buildRenderer(() => {}));
}

/** Kustomize's or Helm's own program, of the same version as inside the renderer; its path. */
export function yardstick(name: keyof typeof PACKAGES): Promise<string> {
  return buildProgram({ name, module: MODULE, package: PACKAGES[name] }, "");
}

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. */
export function run(program: string, args: readonly string[], cwd?: string): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(program, args, { maxBuffer: 64 << 20, ...(cwd ? { cwd } : {}) }, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    });
  });
}

/** Writes files into a new temporary folder; its path. */
export function scratch(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "feature-")));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return root;
}
