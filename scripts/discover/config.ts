import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { readYaml, sourceAt } from "./yaml-file.ts";

/** The file at a repository's root that tells the toolchain what it cannot see in the manifests. Optional. */
export const CONFIG_FILE = "gitops.yaml";

/** What gitops.yaml may say; every field has a default. Its JSON Schema is schemas/gitops.json. */
export interface Config {
  /** Globs of files and folders that are not desired state. */
  ignore: string[];
  /** Versions the desired state is meant for, "major.minor". */
  versions: { kubernetes: string; argocd: string };
  /** What moves from one environment to the next: globs of files, relative to an overlay. The rest belongs to the site. */
  promote: { files: string[]; from?: string; to?: string };
}

const DEFAULTS: Config = { ignore: [], versions: { kubernetes: "1.36", argocd: "3.5" }, promote: { files: ["release.yaml"] } };

/**
 * Reads gitops.yaml, or the defaults where there is none.
 * @throws UserError for a field it does not know or a value of the wrong type
 */
export function readConfig(root: string): Config {
  if (!existsSync(join(root, CONFIG_FILE))) return DEFAULTS;
  const yaml = readYaml(root, CONFIG_FILE);
  const fail = (path: string[], message: string): never => {
    throw new UserError(message, sourceAt(yaml, 0, path, { key: true }));
  };
  const value = (yaml.values[0] ?? {}) as Record<string, unknown>;
  for (const key of Object.keys(value)) {
    if (!(key in DEFAULTS)) fail([key], `unknown field "${key}"; it may have ${Object.keys(DEFAULTS).join(", ")}`);
  }
  const ignore = value["ignore"] ?? DEFAULTS.ignore;
  if (!Array.isArray(ignore) || ignore.some((glob) => typeof glob !== "string")) {
    fail(["ignore"], "ignore must be a list of globs");
  }
  const versions = { ...DEFAULTS.versions, ...(value["versions"] as object | undefined) };
  for (const [name, version] of Object.entries(versions)) {
    if (!(name in DEFAULTS.versions)) fail(["versions", name], `unknown version "${name}"; it may have ${Object.keys(DEFAULTS.versions).join(", ")}`);
    if (typeof version !== "string" || !/^\d+\.\d+$/.test(version)) {
      fail(["versions", name], `${name} must be a string like "${DEFAULTS.versions.kubernetes}", in quotes`);
    }
  }
  const promote = { ...DEFAULTS.promote, ...(value["promote"] as object | undefined) };
  for (const [name, setting] of Object.entries(promote)) {
    if (name === "from" || name === "to") {
      if (typeof setting !== "string") fail(["promote", name], `${name} must be the name of an environment`);
    } else if (name !== "files") fail(["promote", name], `unknown field "${name}"; it may have files, from, to`);
    else if (!Array.isArray(setting) || setting.some((glob) => typeof glob !== "string")) fail(["promote", name], "files must be a list of globs");
  }
  return { ignore: ignore as string[], versions, promote };
}
