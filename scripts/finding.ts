/** How much a finding matters: errors fail a run, warnings fail it only when asked for, infos never do. */
export type Severity = "error" | "warning" | "info";

declare const catalogued: unique symbol;

/** The id of a rule of the catalogue, "<group>/<name>". Only `ruleOf` in rules/rule.ts makes one: a finding is always of a rule that can be looked up. */
export type RuleId = string & { readonly [catalogued]: true };

/** The identity of a Kubernetes object, as the API server knows it. */
export interface ObjectRef {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

/** A place in a file of the repository; line and column count from 1. */
export interface Source {
  /** Relative to the repository's root, with forward slashes. */
  file: string;
  line: number;
  column: number;
  /** Set when only the file is known for sure, and line and column point at its nearest known parent. */
  approximate?: boolean;
  /** How the value came to be, oldest first: "set in apps/base/…:12", "overridden in apps/production/…:5". */
  chain?: { file: string; line: number; note: string }[];
}

/** The one result type: everything this toolchain has to say about a repository is a list of these. */
export interface Finding {
  /** "security/run-as-non-root": the path of the rule's file is its id. */
  rule: RuleId;
  severity: Severity;
  /** What is wrong, with the value seen and the value wanted. */
  message: string;
  /** What to do about it. */
  help: string;
  environment?: string;
  application?: string;
  object?: ObjectRef;
  /** JSON pointer (RFC 6901) into the rendered object. */
  path?: string;
  /** The line a person must edit. */
  source?: Source;
}

const ORDER: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Orders findings for a reader: by environment, application, severity, place, rule. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compare(a.environment, b.environment) ||
    compare(a.application, b.application) ||
    ORDER[a.severity] - ORDER[b.severity] ||
    compare(a.source?.file, b.source?.file) ||
    (a.source?.line ?? 0) - (b.source?.line ?? 0) ||
    compare(a.rule, b.rule) ||
    compare(a.path, b.path) ||
    compare(a.message, b.message)
  );
}

function compare(a = "", b = ""): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
