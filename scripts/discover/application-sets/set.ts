import type { Manifest } from "../../kubernetes/manifest.ts";

/** What a generator gives for one Application. */
export type Params = Readonly<Record<string, unknown>>;

/** Fills in the strings of a value, once for each set of parameters. */
export type Fill = (template: unknown, params: readonly Params[]) => Promise<unknown[]>;

/** The same by Go's own text/template, with the options of an ApplicationSet; there where the warm renderer is. */
export type GoTemplates = (template: unknown, params: readonly Params[], options: readonly string[]) => Promise<unknown[]>;

/** What a generator may look at. */
export interface Surroundings {
  readonly root: string;
  /** Every file of the repository, relative to its root. */
  readonly files: readonly string[];
  /** The Secrets by which clusters are declared to Argo CD. */
  readonly clusters: readonly Manifest[];
  readonly goTemplates?: GoTemplates;
}

/** A generator as it is written: one field names its kind. */
export interface Generator {
  readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>>; readonly matchExpressions?: readonly Requirement[] };
  readonly [kind: string]: unknown;
}

export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** The part of an ApplicationSet that says what it makes. */
export interface SetSpec {
  readonly goTemplate?: boolean;
  readonly goTemplateOptions?: readonly string[];
  readonly generators?: readonly Generator[];
  readonly template?: Readonly<Record<string, unknown>>;
  readonly templatePatch?: string;
  readonly syncPolicy?: { readonly preserveResourcesOnDeletion?: boolean };
}

/** What an ApplicationSet makes cannot be known here, though it may well be in order. */
export class NotKnown extends Error {
  override name = "NotKnown";
}

/** Argo CD would refuse the ApplicationSet. */
export class Refused extends Error {
  override name = "Refused";
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What Argo CD's mergo makes of two values: maps merge, and what the second says wins. */
export function merged(below: unknown, above: unknown): unknown {
  if (!isMap(below) || !isMap(above)) return above;
  const entries = Object.entries(above).map(([key, value]) => [key, key in below ? merged(below[key], value) : value]);
  return { ...below, ...Object.fromEntries(entries) };
}
