import { existsSync } from "node:fs";
import { join } from "node:path";
import { $ } from "zx";
import { UserError } from "../errors.ts";
import { buildProgram, goVersion, programPath } from "../go.ts";
import { TOOLCHAIN } from "../toolchain.ts";

const PACKAGES = { opa: "github.com/open-policy-agent/opa", regal: "github.com/open-policy-agent/regal" };

/**
 * The path of a pinned program, built from its Go module below tools/ when it is not there yet.
 * @param say told before a build, which takes minutes
 * @throws UserError where Go is missing or the build fails
 */
export async function tool(name: keyof typeof PACKAGES, say: (line: string) => void): Promise<string> {
  const program = programOf(name);
  const version = await goVersion(program.module);
  if (!version) throw new UserError("go is not on PATH: OPA and Regal are built from pinned Go modules. Install Go from https://go.dev/dl/");
  const path = programPath(program, version);
  if (!existsSync(path)) say(`building ${name} (once; kept in ${path})`);
  return buildProgram(program, version);
}

/** The same program where it is built already; undefined elsewhere: nothing is built, and nothing fetched. */
export async function builtTool(name: keyof typeof PACKAGES): Promise<string | undefined> {
  const program = programOf(name);
  const version = existsSync(program.module) ? await goVersion(program.module).catch(() => undefined) : undefined;
  const path = version && programPath(program, version);
  return path && existsSync(path) ? path : undefined;
}

function programOf(name: keyof typeof PACKAGES) {
  return { name, module: join(TOOLCHAIN, "tools", name), package: PACKAGES[name] };
}

/**
 * Runs a program, by default in the toolchain's root.
 * @returns its standard output
 * @throws UserError with what the program wrote when it fails
 */
export async function runTool(program: string, args: readonly string[], cwd: string = TOOLCHAIN): Promise<string> {
  const result = await $({ cwd, nothrow: true, quiet: true })`${program} ${args}`;
  if (result.exitCode === 0) return result.stdout;
  throw new UserError(`${program.split("/").at(-1)} ${args[0]} failed\n${(result.stdout + result.stderr).trim()}`);
}
