import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { digest, readCache, writeCache } from "../cache.ts";
import { UserError } from "../errors.ts";

/** A program that builds kustomizations. */
export interface KustomizeProgram {
  /** Absolute path. */
  readonly path: string;
  /** What comes before the folder: ["build"] or ["kustomize"]. */
  readonly args: readonly string[];
  /** "kustomize" or "kubectl kustomize". */
  readonly name: string;
  /** Of Kustomize itself, without the v. */
  readonly version: string;
}

const INSTALL = "install one: `brew install kustomize`, https://kubectl.docs.kubernetes.io/installation/kustomize/ or https://kubernetes.io/docs/tasks/tools/";

/**
 * Finds Kustomize on PATH: `kustomize`, else the one inside `kubectl`.
 * @throws UserError with the install line when there is neither, or when it does not tell its version
 */
export async function findKustomize(): Promise<KustomizeProgram> {
  const kustomize = which("kustomize");
  if (kustomize) return { path: kustomize, args: ["build"], name: "kustomize", version: await versionOf(kustomize, ["version"]) };
  const kubectl = which("kubectl");
  if (kubectl) return { path: kubectl, args: ["kustomize"], name: "kubectl kustomize", version: await versionOf(kubectl, ["version", "--client"]) };
  throw new UserError(`neither kustomize nor kubectl is on PATH; ${INSTALL}`);
}

/** The absolute path of a program on PATH, or undefined. */
export function which(name: string): string | undefined {
  const candidates = (process.env["PATH"] ?? "").split(delimiter).map((dir) => join(dir, name));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  });
}

/** Asking costs as much as a render, so the answer is kept for as long as the file stays the same. */
async function versionOf(path: string, args: string[]): Promise<string> {
  const { size, mtimeMs } = statSync(path);
  const key = digest([path, String(size), String(mtimeMs)]);
  const known = readCache("kustomize-version", key);
  if (known) return known;
  const { stdout } = await promisify(execFile)(path, args, { timeout: 30_000, killSignal: "SIGKILL" }).catch((cause: Error) => {
    const { killed } = cause as { killed?: boolean };
    throw new UserError(`${path} ${args.join(" ")} ${killed ? "did not answer in 30 s" : "failed"}: ${cause.message.split("\n").at(-1)}; ${INSTALL}`);
  });
  const version = /(?:Kustomize Version: )?\{?v?(\d+\.\d+\.\d+)[^\n]*$/.exec(stdout.trim())?.[1];
  if (!version) throw new UserError(`${path} ${args.join(" ")} did not tell a version; ${INSTALL}`);
  writeCache(version, "kustomize-version", key);
  return version;
}
