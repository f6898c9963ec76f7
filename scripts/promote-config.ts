/** What gitops.yaml may say under `promote`; its JSON Schema, schemas/gitops.json, decides what it may hold. */

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
