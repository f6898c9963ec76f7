import { execFile } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheDirectory, digest, readCache, writeCache } from "../../cache.ts";
import { UserError } from "../../errors.ts";

const run = promisify(execFile);
const APT_LISTS = "/var/lib/apt/lists";
/** No use to a program. */
const DOCUMENTS = ["doc", "info", "lintian", "locale", "man"].map((folder) => `usr/share/${folder}`);

/** A Debian package at the version that the machine's apt offers. */
export interface DebianPackage {
  name: string;
  version: string;
  /** The name of its file. */
  file: string;
}

/**
 * Packages with all that they depend on, as if nothing were installed. Recommended ones are left out.
 * @throws UserError where apt knows no such package
 */
export async function closure(packages: readonly string[]): Promise<DebianPackage[]> {
  // What apt offers changes with its lists only, and asking takes it a second.
  const answer = ["debian", "closures", `${digest([String(lstatSync(APT_LISTS, { throwIfNoEntry: false })?.mtimeMs), ...packages]).slice(0, 16)}.json`];
  const kept = readCache(...answer);
  if (kept !== undefined) return JSON.parse(kept) as DebianPackage[];
  const found = await ask(packages);
  writeCache(JSON.stringify(found), ...answer);
  return found;
}

async function ask(packages: readonly string[]): Promise<DebianPackage[]> {
  const folder = await prepare();
  try {
    const { stdout } = await apt(["--print-uris", "--yes", `-oDir::Cache::archives=${join(folder, "none")}`, "install", ...packages]);
    return [...stdout.matchAll(/^'\S+' ((\S+?)_(\S+?)_\S+\.deb) /gm)]
      .map(([, file = "", name = "", version = ""]) => ({ name, version: decodeURIComponent(version), file }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const why = String((error as { stderr?: string }).stderr ?? error).match(/^E: .*/m)?.[0] ?? String(error);
    throw new UserError(`apt-get does not find ${packages.join(", ")}: ${why}. \`apt-get update\` may help; Debian 12 has them all`);
  }
}

/**
 * A folder with the files of the packages, unpacked and not installed: no maintainer script runs, no service starts, and
 * the machine's own package database is not touched. apt checks the signatures.
 * @returns a folder that is kept, and must not be written to
 */
export async function unpack(packages: readonly DebianPackage[]): Promise<string> {
  const target = cacheDirectory("debian", "unpacked", digest(packages.map(({ file }) => file)).slice(0, 16));
  if (existsSync(target)) return target;
  const archives = join(await prepare(), "archives");
  const absent = packages.filter(({ file }) => !existsSync(join(archives, file)));
  if (absent.length > 0) {
    const wanted = absent.map(({ name, version }) => `${name}=${version}`);
    await apt(["--quiet", "--yes", "--download-only", `-oDir::Cache::archives=${archives}`, "install", ...wanted]);
  }
  const partial = `${target}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  for (const { file } of packages) await run("dpkg", ["--extract", join(archives, file), partial]);
  for (const folder of DOCUMENTS) rmSync(join(partial, folder), { recursive: true, force: true });
  renameSync(partial, target);
  return target;
}

/** Folders and an empty package database of apt's, beside the machine's own. */
async function prepare(): Promise<string> {
  const folder = cacheDirectory("debian");
  for (const each of ["archives/partial", "none/partial"]) mkdirSync(join(folder, each), { recursive: true });
  const status = statusFile();
  if (!existsSync(status)) writeFileSync(status, "");
  return folder;
}

function statusFile(): string {
  return cacheDirectory("debian", "status");
}

function apt(args: string[]) {
  const options = [`-oDir::State::status=${statusFile()}`, "-oDebug::NoLocking=1", "-oAPT::Install-Recommends=false", "-oAPT::Sandbox::User=root"];
  return run("apt-get", [...options, ...args], { maxBuffer: 16 << 20, env: { ...process.env, LC_ALL: "C" } });
}
