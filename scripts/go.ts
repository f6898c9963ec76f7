import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { cacheDirectory, digest } from "./cache.ts";
import { UserError } from "./errors.ts";

const run = promisify(execFile);

/** A program built from a Go package, pinned by the go.mod and go.sum of its own module below tools/; a package of ours lies beside them. */
export interface GoProgram {
  name: string;
  /** The folder of go.mod and go.sum. */
  module: string;
  /** The main package's import path, or "./folder" for one of ours in the module. */
  package: string;
  /** Text for the linker, such as "-X importpath.name=value". */
  linkerFlags?: string[];
}

/** The version of Go that a module is built with (its go.mod may ask for a newer one than PATH has), or undefined where there is no Go. */
export async function goVersion(module: string): Promise<string | undefined> {
  try {
    return (await go(module, "version")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Where the built program is kept: outside any checkout, under a name that changes with everything that goes into the build. */
export function programPath(program: GoProgram, version: string): string {
  // What others wrote is held by go.sum; a package of ours lies in the module.
  const own = program.package.startsWith(".") ? readdirSync(join(program.module, program.package)) : [];
  const sources = own.filter((file) => file.endsWith(".go") && !file.endsWith("_test.go")).map((file) => join(program.package, file));
  const pins = ["go.mod", "go.sum", ...sources.sort()].map((file) => readFileSync(join(program.module, file)));
  const key = digest([version, program.package, ...(program.linkerFlags ?? []), ...pins]).slice(0, 16);
  return cacheDirectory("tools", `${program.name}-${key}`, program.name);
}

/**
 * Builds a program unless it is built already, at low priority: a control plane keeps two cores busy for minutes.
 * @returns the program's path
 * @throws UserError with the compiler's last line when the build fails
 */
export async function buildProgram(program: GoProgram, version: string): Promise<string> {
  const target = programPath(program, version);
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  const partial = `${target}.${process.pid}`;
  const flags = ["-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", ["-s", "-w", ...(program.linkerFlags ?? [])].join(" ")];
  try {
    await run("nice", ["-n", "10", "go", "build", ...flags, "-o", partial, program.package], options(program.module));
  } catch (error) {
    const last = String((error as { stderr?: string }).stderr ?? error)
      .trim()
      .split("\n")
      .at(-1);
    throw new UserError(`${program.name} cannot be built: ${last}`, { file: join(program.module, "go.mod") });
  }
  renameSync(partial, target);
  return target;
}

/** Runs the go command in a module's folder; its standard output. */
export async function go(module: string, ...args: string[]): Promise<string> {
  return (await run("go", args, options(module))).stdout;
}

/** A workspace file or CGO (and so the machine's C library) must not change what is built. */
function options(cwd: string) {
  return { cwd, maxBuffer: 64 << 20, env: { ...process.env, GOWORK: "off", CGO_ENABLED: "0" } };
}
