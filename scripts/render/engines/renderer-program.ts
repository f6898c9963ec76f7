import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { readCache, writeCache } from "../../cache.ts";
import { UserError } from "../../errors.ts";
import { buildProgram, type GoProgram, goVersion, programPath } from "../../go.ts";
import { TOOLCHAIN } from "../../toolchain.ts";

/** The warm renderer as it was built, with the releases of Kustomize and Helm inside it. */
export interface RendererProgram {
  readonly path: string;
  readonly kustomize: string;
  readonly helm: string;
}

const SOURCE: GoProgram = { name: "renderer", module: join(TOOLCHAIN, "tools", "renderer"), package: "." };

/** Whichever Go built it: whoever has none can use one that is there. */
const ANY_GO = "";

/** The warm renderer, where it was built; undefined where it was not. */
export async function findRenderer(): Promise<RendererProgram | undefined> {
  const path = programPath(SOURCE, ANY_GO);
  return existsSync(path) ? { path, ...(await versionsOf(path)) } : undefined;
}

/**
 * Builds the warm renderer, unless it is there.
 * @param say told before a build, which takes minutes
 * @throws UserError where Go is missing or the build fails
 */
export async function buildRenderer(say: (line: string) => void): Promise<RendererProgram> {
  const known = await findRenderer();
  if (known) return known;
  if (!(await goVersion(SOURCE.module))) throw new UserError("go is not on PATH: the renderer is built from Go modules. Install Go from https://go.dev/dl/");
  say("building the renderer (once; Kustomize and Helm are compiled, which takes minutes)");
  const path = await buildProgram(SOURCE, ANY_GO);
  return { path, ...(await versionsOf(path)) };
}

/** Asking starts a process; what is at this path never changes, since the path has a digest of what it was built from. */
async function versionsOf(path: string): Promise<{ kustomize: string; helm: string }> {
  const key = path.split("/").at(-2) as string;
  const known = readCache("renderer-versions", key);
  if (known) return JSON.parse(known);
  const { stdout } = await promisify(execFile)(path, ["-versions"]);
  writeCache(stdout, "renderer-versions", key);
  return JSON.parse(stdout);
}
