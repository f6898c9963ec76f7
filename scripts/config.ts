import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { InputError } from "./input-error.ts";
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
  /** Versions the desired state is meant for, "major.minor". */
  readonly versions: { readonly kubernetes: string; readonly argocd: string };
  /** What moves from one environment to the next, and when. The rest belongs to the site. */
  readonly promote: PromoteConfig;
  /** The set of levels that holds where `rules` says nothing. */
  readonly profile: ProfileName;
  /** Levels of rules, by id or glob. */
  readonly rules: Levels;
  /** A folder, relative to the root, whose policies/data fill in what the repository's own do not say. */
  readonly data?: string;
}

/** What of an overlay is promotable. */
export interface Promotable {
  /** Globs of files, relative to an overlay. */
  readonly files: readonly string[];
  /** JSON Pointers of single values, by globs of files relative to an overlay. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Whether the versions of the charts that its Application deploys are, too. */
  readonly charts: boolean;
}

/** What has to hold before an environment takes a promotion. */
export interface Gates {
  /** How long the environment before must have had it: "36h", "2d". */
  readonly soak?: string;
  /** When it may happen; always where nothing is said. Days as "mon", hours as "09:00", the zone as in the tz database. */
  readonly windows?: readonly { readonly days?: readonly string[]; readonly from?: string; readonly to?: string; readonly zone?: string }[];
  /** Days on which it may not, both included. */
  readonly freeze?: readonly { readonly from: string; readonly to: string; readonly reason: string }[];
  /** What Argo CD must say of the environment before: looked at where it can be asked, or required. */
  readonly health?: { readonly ask: "where-reachable" | "required"; readonly context?: string; readonly namespace?: string };
  /** How many people other than the author must have approved the pull request. */
  readonly approvals?: number;
}

/** An application that an environment takes no promotion of, until this is taken away. */
export interface Hold {
  readonly application: string;
  readonly environment: string;
  readonly since: string;
  readonly reason: string;
}

export interface PromoteConfig extends Promotable {
  readonly from?: string;
  readonly to?: string;
  /** Environments in a row, each promoted to from the one before it. */
  readonly stages: readonly string[];
  readonly require?: boolean;
  /** By the environment promoted to. */
  readonly gates: Readonly<Record<string, Gates>>;
  /** What one application has otherwise, by its name. */
  readonly applications: Readonly<Record<string, Partial<Promotable> & { readonly gates?: Readonly<Record<string, Gates>> }>>;
  readonly holds: readonly Hold[];
}

/** The Kubernetes that the models and the rules of the API are of, and the target where nobody names one. */
export const KUBERNETES = "1.36";

const DEFAULTS: Config = {
  include: [],
  ignore: [],
  environments: {},
  versions: { kubernetes: KUBERNETES, argocd: "3.5" },
  promote: { files: ["release.yaml"], fields: {}, charts: false, stages: [], gates: {}, applications: {}, holds: [] },
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

function merged({ versions, promote, ...rest }: Partial<Config>): Config {
  return { ...DEFAULTS, ...rest, versions: { ...DEFAULTS.versions, ...versions }, promote: { ...DEFAULTS.promote, ...promote } };
}

/** The steps that promotions take: from each stage to the next. */
export function stepsOf({ from, to, stages }: PromoteConfig): { from: string; to: string }[] {
  const row = stages.length > 0 ? stages : [from, to].filter((name) => name !== undefined);
  return row.slice(1).map((name, index) => ({ from: row[index] as string, to: name }));
}

/** What of an application is promotable. */
export function promotableOf({ applications, ...all }: PromoteConfig, app: string): Promotable {
  return { files: all.files, fields: all.fields, charts: all.charts, ...applications[app] };
}

/** What has to hold before an environment takes an application's promotion: each gate of its own, or else that of all. */
export function gatesOf({ gates, applications }: PromoteConfig, app: string, environment: string): Gates {
  return { ...gates[environment], ...applications[app]?.gates?.[environment] };
}

/** The folder of shared parameters that a repository names, absolute; undefined where it names none. */
export function sharedData(root: string, { data }: Config): string | undefined {
  return data === undefined ? undefined : resolve(root, data);
}
