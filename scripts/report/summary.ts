import type { Finding, Severity } from "../finding.ts";

/** What a run did, beside what it found: so that nobody takes "nothing found" for "nothing looked at". */
export interface Summary {
  readonly environments: readonly string[];
  readonly applications: number;
  readonly trees: number;
  readonly objects: number;
  /** How many policies judged each environment. */
  readonly policies: number;
  readonly findings: Readonly<Record<Severity, number>>;
  /** How many findings policies/exceptions.yaml hides. */
  readonly excepted: number;
  /** The program that rendered, where anything was rendered by one. */
  readonly kustomize?: { readonly program: string; readonly version: string; readonly argocd: string; readonly bundled?: string };
  /** What nobody checked, one sentence each. */
  readonly notChecked: readonly string[];
  /** Milliseconds from the start of the process. */
  readonly milliseconds: number;
}

/** How many findings there are of each severity. */
export function countFindings(findings: readonly Finding[]): Record<Severity, number> {
  const count = { error: 0, warning: 0, info: 0 };
  for (const finding of findings) count[finding.severity]++;
  return count;
}

/** What every output format is given. */
export interface Report {
  readonly summary: Summary;
  readonly findings: readonly Finding[];
}
