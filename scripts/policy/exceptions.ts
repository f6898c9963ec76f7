import { existsSync } from "node:fs";
import { join } from "node:path";
import { sourceAt } from "../discover/yaml-file.ts";
import type { Finding, ObjectRef, Source } from "../finding.ts";
import { readChecked } from "./checked-yaml.ts";
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
 * @throws UserError with file and line when its schema refuses the file
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
 */
export function applyExceptions(findings: readonly Finding[], exceptions: readonly Exception[], environments: readonly string[], today: string): Excepted {
  const relevant = exceptions.filter(({ environment }) => environment === undefined || environments.includes(environment));
  const isHidden = (finding: Finding) => relevant.some((exception) => exception.expires >= today && covers(exception, finding));
  const kept = findings.filter((finding) => !isHidden(finding));
  const remarks = relevant.flatMap((exception) =>
    remarksOn(
      exception,
      findings.some((finding) => covers(exception, finding)),
      today,
    ),
  );
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

function remarksOn({ rule, object, reason = "", owner = "", expires, source }: Exception, isUsed: boolean, today: string): Finding[] {
  const about = `the exception from ${rule} for ${object}`;
  const remark = (name: string, message: string, help: string): Finding => ({
    rule: `exceptions/${name}`,
    severity: "error",
    message: `${about} ${message}`,
    help,
    source,
  });
  const unexplained =
    reason.trim().length < SHORTEST_REASON ? `gives no reason that explains it ("${reason.trim()}")` : owner.trim() === "" ? "has no owner" : undefined;
  return [
    ...(expires < today
      ? [remark("expired", `expired on ${expires}`, `Mend the object and remove the exception, or let ${owner || "its owner"} decide on a new date.`)]
      : []),
    ...(isUsed ? [] : [remark("unused", "hides nothing", "Remove it: a waiver that nobody needs waives the next mistake.")]),
    ...(unexplained ? [remark("unexplained", unexplained, "Say why the rule does not hold here, and who answers for it: reason and owner.")] : []),
  ];
}
