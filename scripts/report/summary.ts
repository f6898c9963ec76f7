import { namedEnvironments, type Repository } from "../discover/repository.ts";
import type { Finding, Severity } from "../finding.ts";
import type { Project } from "../project.ts";
import type { Redactor } from "../redactor.ts";
import { bundledKustomize } from "../render/argocd-kustomize.ts";
import type { Engine } from "../render/engine.ts";
import type { RenderedObject } from "../render/rendered-tree.ts";
import type { SetLevel } from "../rules/levels.ts";
import type { ProfileName } from "../rules/profiles.ts";
import type { Rule } from "../rules/rule.ts";
import type { Standing } from "./standing.ts";

/** What a run did, beside what it found: so that nobody takes "nothing found" for "nothing looked at". */
export interface Summary {
  /** Those with a name. */
  readonly environments: readonly string[];
  /** How many trees stand alone, because nothing says what they are deployed with. */
  readonly alone: number;
  readonly applications: number;
  readonly trees: number;
  readonly objects: number;
  /** How many policies judged each environment. */
  readonly policies: number;
  readonly findings: Readonly<Record<Severity, number>>;
  /** How many findings policies/exceptions.yaml hides. */
  readonly excepted: number;
  /** The profile whose levels hold where gitops.yaml sets none, and how many findings it changed or took away. */
  readonly profile: { readonly name: ProfileName; readonly findings: number };
  /** The levels that gitops.yaml sets, and how many findings each of them changed or took away. */
  readonly levels: readonly SetLevel[];
  /** The program that rendered, where anything was rendered by one. */
  readonly kustomize?: { readonly program: string; readonly version: string; readonly argocd: string; readonly bundled?: string };
  /** What was loaded from outside the repository, one sentence each. */
  readonly remote: readonly string[];
  /** What nobody checked, one sentence each. */
  readonly notChecked: readonly string[];
  /** How long a person waited for it. */
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
  /** Those of them that a change did not bring; undefined where there is nothing to compare with. */
  readonly known?: ReadonlySet<Finding>;
  /** What is known of each rule, by its id. */
  readonly rules?: ReadonlyMap<string, Rule>;
  /** What hides secrets in lines of files and in objects; findings are without already. */
  readonly redactor?: Redactor;
  /** Where it stands in its history, for the page. */
  readonly standing?: Standing;
  /** What was judged, for formats that show more than findings. */
  readonly project?: Project;
}

/** What a run worked on, from which its summary is made. */
export interface Work {
  readonly repository: Repository;
  readonly objects: readonly RenderedObject[];
  readonly findings: readonly Finding[];
  readonly hidden: number;
  readonly levels: readonly SetLevel[];
  readonly profile: Summary["profile"];
  readonly policies: number;
  readonly engine: Engine | undefined;
  readonly remote: readonly string[];
  /** What could not be rendered or checked. */
  readonly notChecked: readonly string[];
  /** When it began, in milliseconds from the start of the process. */
  readonly since: number;
}

/** Sums up a run. */
export function summarise({ repository, objects, findings, hidden, levels, profile, policies, engine, since, remote, notChecked }: Work): Summary {
  const { argocd } = repository.config.versions;
  const bundled = bundledKustomize(argocd);
  return {
    environments: namedEnvironments(repository),
    alone: repository.trees.filter((tree) => tree.alone).length,
    applications: repository.applications.length,
    trees: repository.trees.length,
    objects: objects.length,
    policies,
    findings: countFindings(findings),
    excepted: hidden,
    profile,
    levels,
    ...(engine ? { kustomize: { program: engine.name, version: engine.version, argocd, ...(bundled === undefined ? {} : { bundled }) } } : {}),
    remote,
    notChecked,
    milliseconds: Math.round(performance.now() - since),
  };
}
