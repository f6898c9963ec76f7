import { existsSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "../did-you-mean.ts";
import type { Finding, ObjectRef, Source } from "../finding.ts";
import rules from "../rules/groups/exceptions.ts";
import { findingOf, type Rule } from "../rules/rule.ts";
import { readChecked } from "../yaml/checked-yaml.ts";
import { sourceAt } from "../yaml/yaml-file.ts";
import { dataSchema } from "./data.ts";

/** The only place where a finding can be waived; nothing inside an object can. */
export const EXCEPTIONS_FILE = "policies/exceptions.yaml";

/** One waiver: this rule, on this object, for this reason, until this day. Its schema is schemas/data/exceptions.json. */
export interface Exception {
  readonly rule: string;
  /** "Kind/namespace/name", or "Kind/name" for an object without a namespace. */
  readonly object: string;
  /** Only in this environment; in all of them when undefined. */
  readonly environment?: string;
  readonly reason?: string;
  /** Who answers for it. */
  readonly owner?: string;
  /** The last day on which it counts, YYYY-MM-DD. */
  readonly expires: string;
  /** Where it is written. */
  readonly source: Source;
}

/** What exceptions leave of the findings, with what the exceptions themselves do wrong. */
export interface Excepted {
  readonly kept: Finding[];
  readonly hidden: number;
}

/** A reason shorter than this explains nothing. Characters. */
const SHORTEST_REASON = 15;

/**
 * The exceptions of a repository; none where it has no such file.
 * @throws InputError with file and line when its schema refuses the file
 */
export async function loadExceptions(root: string): Promise<Exception[]> {
  if (!existsSync(join(root, EXCEPTIONS_FILE))) return [];
  const yaml = await readChecked(root, EXCEPTIONS_FILE, dataSchema("exceptions"));
  const list = (yaml.values[0] ?? []) as Omit<Exception, "source">[];
  return list.map((exception, index) => ({ ...exception, source: sourceAt(yaml, 0, [index]) }));
}

/**
 * Hides the findings that an exception covers, and adds a finding for each exception that ran out, hides nothing or explains nothing.
 * @param environments those that were judged: an exception for another one is neither used nor unused
 * @param today YYYY-MM-DD, in UTC
 * @param catalogue the rules that there are
 */
export function applyExceptions(
  findings: readonly Finding[],
  exceptions: readonly Exception[],
  environments: readonly string[],
  today: string,
  catalogue: ReadonlyMap<string, Rule>,
): Excepted {
  const relevant = exceptions.filter(({ environment }) => environment === undefined || environments.includes(environment));
  const isHidden = (finding: Finding) => relevant.some((exception) => exception.expires >= today && covers(exception, finding));
  const kept = findings.filter((finding) => !isHidden(finding));
  const remarks = relevant.flatMap((exception) => [
    ...(findings.some((finding) => covers(exception, finding)) ? [] : [useless(exception, catalogue)]),
    ...remarksOn(exception, today),
  ]);
  return { kept: [...kept, ...remarks], hidden: findings.length - kept.length };
}

/** "Kind/namespace/name": how a person names an object. */
export function nameOf(object: ObjectRef): string {
  return [object.kind, object.namespace, object.name].filter(Boolean).join("/");
}

/** Whether a rule, or the exception from one, is about a step from one state to the next: `validate` judges none, and so can never find it unused. */
export function isAboutStep({ rule }: Pick<Exception, "rule">): boolean {
  return rule.startsWith("transition/");
}

function covers(exception: Exception, { rule, object, environment }: Finding): boolean {
  const sameObject = object !== undefined && nameOf(object) === exception.object;
  return sameObject && rule === exception.rule && (exception.environment ?? environment) === environment;
}

function useless(exception: Exception, catalogue: ReadonlyMap<string, Rule>): Finding {
  if (catalogue.has(exception.rule)) return remark(rules.unused, exception, "hides nothing");
  const meant = didYouMean(exception.rule, [...catalogue.keys()]);
  return remark(rules["unknown-rule"], exception, `hides nothing: there is no such rule${meant ? `, did you mean "${meant}"?` : ""}`);
}

function remarksOn(exception: Exception, today: string): Finding[] {
  const { reason = "", owner = "", expires } = exception;
  const unexplained =
    reason.trim().length < SHORTEST_REASON ? `gives no reason that explains it ("${reason.trim()}")` : owner.trim() === "" ? "has no owner" : undefined;
  const decide = `Mend the object and remove the exception, or let ${owner || "its owner"} decide on a new date.`;
  return [
    ...(expires < today ? [remark(rules.expired, exception, `expired on ${expires}`, decide)] : []),
    ...(unexplained ? [remark(rules.unexplained, exception, unexplained)] : []),
  ];
}

function remark(about: Rule, { rule, object, source }: Exception, message: string, help = about.help): Finding {
  return findingOf(about, { message: `the exception from ${rule} for ${object} ${message}`, help, source });
}
