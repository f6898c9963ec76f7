import { existsSync } from "node:fs";
import { join } from "node:path";
import { readYaml, sourceAt } from "../discover/yaml-file.ts";
import type { Finding, Source } from "../finding.ts";
import { readParameters } from "./data.ts";

/** The only place where a finding can be waived; nothing inside an object can. */
export const EXCEPTIONS_FILE = "policies/exceptions.yaml";

/** One waiver: this rule, on this object, for this reason, until this day. Its schema is schemas/data/exceptions.json. */
export interface Exception {
  readonly rule: string;
  /** "Kind/namespace/name", or "Kind/name" for an object without a namespace. */
  readonly object: string;
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** The last day it counts, YYYY-MM-DD. */
  readonly expires: string;
  /** Only in this environment; in all of them when left out. */
  readonly environment?: string;
  /** Where it is written. */
  readonly source: Source;
}

export interface Judged {
  /** What is left to say, with what the exceptions themselves do wrong. */
  readonly kept: Finding[];
  /** How many findings exceptions hide. */
  readonly hidden: number;
}

/**
 * Takes away what policies/exceptions.yaml of a repository waives.
 * @throws UserError with file and line when that file is not as its schema wants it
 */
export function applyExceptions(findings: readonly Finding[], root: string, environments?: readonly string[], today = new Date()): Judged {
  const exceptions = readExceptions(root).filter(({ environment }) => !environment || !environments || environments.includes(environment));
  return waive(findings, exceptions, today.toISOString().slice(0, 10));
}

/**
 * Takes away what the exceptions waive, and adds a finding for each exception that expired or that nothing needs any more.
 * @param today YYYY-MM-DD, in UTC
 */
export function waive(findings: readonly Finding[], exceptions: readonly Exception[], today: string): Judged {
  const valid = exceptions.filter((exception) => exception.expires >= today);
  const waived = new Set(findings.filter((finding) => valid.some((exception) => covers(exception, finding))));
  const expired = exceptions.filter((exception) => exception.expires < today).map(expiry);
  const unused = valid.filter((exception) => !findings.some((finding) => covers(exception, finding))).map(needless);
  return { kept: [...findings.filter((finding) => !waived.has(finding)), ...expired, ...unused], hidden: waived.size };
}

function covers(exception: Exception, { rule, object, environment }: Finding): boolean {
  if (rule !== exception.rule || !object) return false;
  if (exception.environment !== undefined && exception.environment !== environment) return false;
  return [object.kind, object.namespace, object.name].filter((part) => part !== undefined).join("/") === exception.object;
}

function expiry({ rule, object, owner, expires, source }: Exception): Finding {
  return {
    rule: "exceptions/expired",
    severity: "error",
    message: `the exception from ${rule} for ${object} expired on ${expires}`,
    help: `Mend the object and remove the exception, or let ${owner} decide on a new date.`,
    source,
  };
}

function needless({ rule, object, source }: Exception): Finding {
  return {
    rule: "exceptions/unused",
    severity: "error",
    message: `the exception from ${rule} for ${object} hides nothing`,
    help: "Remove it: a waiver that nobody needs waives the next mistake.",
    source,
  };
}

function readExceptions(root: string): Exception[] {
  if (!existsSync(join(root, EXCEPTIONS_FILE))) return [];
  const list = readParameters(root, EXCEPTIONS_FILE, "exceptions") as Omit<Exception, "source">[];
  const yaml = readYaml(root, EXCEPTIONS_FILE);
  return list.map((exception, index) => ({ ...exception, source: sourceAt(yaml, 0, [index]) }));
}
