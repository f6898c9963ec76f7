import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { InputError } from "./input-error.ts";
import type { PromoteConfig } from "./promote-config.ts";
import type { Levels } from "./rules/levels.ts";
import type { ProfileName } from "./rules/profiles.ts";
import { ofToolchain } from "./toolchain.ts";
import { inspect } from "./yaml/checked-yaml.ts";

/** The file at a repository's root that tells the toolchain what it cannot see in the manifests. Optional. */
export const CONFIG_FILE = "gitops.yaml";

/** What gitops.yaml may say; every field has a default. Its JSON Schema, which alone decides what it may hold, is schemas/gitops.json. */
export interface Config {
  /** Globs of the files and folders that are looked at; all where there are none. */
  readonly include: readonly string[];
  /** Globs of files and folders that are not desired state; one that begins with ! takes files back. */
  readonly ignore: readonly string[];
  /** Which folders belong to which environment, where their names cannot tell: globs by the environment's name. */
  readonly environments: Readonly<Record<string, readonly string[]>>;
  /** Where schemas of kinds are: folders, files, and addresses with placeholders. */
  readonly schemas: readonly string[];
  /** Versions the desired state is meant for, "major.minor". */
  readonly versions: { readonly kubernetes: string; readonly argocd: string };
  /** What moves from one environment to the next, and when. The rest belongs to the site. */
  readonly promote: PromoteConfig;
  /** What a comparison of two states does not show. */
  readonly diff: { readonly ignore: readonly IgnoredDifference[] };
  /** The set of levels that holds where `rules` says nothing. */
  readonly profile: ProfileName;
  /** Levels of rules, by id or glob. */
  readonly rules: Levels;
  /** A folder, relative to the root, whose policies/data fill in what the repository's own do not say. */
  readonly data?: string;
}

/** A difference that a comparison does not show. */
export interface IgnoredDifference {
  /** Globs; any where nothing is said. */
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  /** JSON Pointers, as globs: what is below them is meant too. */
  readonly paths: readonly string[];
}

/** The Kubernetes that the models and the rules of the API are of, and the target where nobody names one. */
export const KUBERNETES = "1.36";

const DEFAULTS: Config = {
  include: [],
  ignore: [],
  environments: {},
  schemas: [],
  versions: { kubernetes: KUBERNETES, argocd: "3.5" },
  promote: { files: ["release.yaml"], fields: {}, charts: false, stages: [], gates: {}, applications: {}, holds: [] },
  diff: { ignore: [] },
  profile: "default",
  rules: {},
};

/** What gitops.yaml says, and what is wrong with it: a field that is not in order is as if it were not there. */
export interface ReadConfig {
  readonly config: Config;
  readonly troubles: readonly InputError[];
}

/** Reads gitops.yaml of a repository, or the defaults where there is none. */
export async function readConfig(root: string): Promise<ReadConfig> {
  if (!existsSync(join(root, CONFIG_FILE))) return { config: DEFAULTS, troubles: [] };
  try {
    const { yaml, troubles } = await inspect(root, CONFIG_FILE, ofToolchain("schemas", "gitops.json"));
    const broken = new Set(troubles.map(({ message }) => /^\/([^/:]*)/.exec(message)?.[1]));
    // The whole file is of the wrong type.
    if (broken.has("")) return { config: DEFAULTS, troubles };
    const said = (yaml.values[0] ?? {}) as Partial<Config>;
    const whole = Object.entries(said).filter(([field]) => !broken.has(field));
    return { config: merged(Object.fromEntries(whole)), troubles };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { config: DEFAULTS, troubles: [error] };
  }
}

function merged({ versions, promote, diff, ...rest }: Partial<Config>): Config {
  return {
    ...DEFAULTS,
    ...rest,
    diff: { ...DEFAULTS.diff, ...diff },
    versions: { ...DEFAULTS.versions, ...versions },
    promote: { ...DEFAULTS.promote, ...promote },
  };
}

/** The folder of shared parameters that a repository names, absolute; undefined where it names none. */
export function sharedData(root: string, { data }: Config): string | undefined {
  return data === undefined ? undefined : resolve(root, data);
}
