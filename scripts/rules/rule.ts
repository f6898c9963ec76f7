import type { Finding, RuleId, Severity } from "../finding.ts";

/** Which part of the toolchain speaks: the stages of `validate`, the step from one state to the next, or a cluster that was asked. */
export type Stage = "discover" | "render" | "model" | "policy" | "history" | "cluster";

/** What is to be known of everything that a finding may be about: one shape, wherever the rule is written. */
export interface Rule {
  readonly id: RuleId;
  /** What holds where the rule is content, in a line. */
  readonly title: string;
  /** Why it matters. */
  readonly description: string;
  readonly severity: Severity;
  /** What to do about a finding, where the finding itself does not know better. */
  readonly help: string;
  /** Where it is said, beside here: URLs. */
  readonly references: readonly string[];
  readonly stage: Stage;
  /** Whether it is written in the repository that is judged, and so has no page here. */
  readonly isOwn?: boolean;
}

/** A rule as it is written down; its id is its place. */
export type RuleText = Omit<Rule, "id" | "stage" | "references" | "isOwn"> & Partial<Pick<Rule, "references">>;

const ID = /^[a-z]+\/[a-z0-9-]+$/;

/**
 * Makes a rule of what is written about it. There is no other way to an id that a finding takes, so that none goes without a title and help.
 * @param id "<group>/<name>"
 * @throws Error for an id of another form, which is a mistake of this toolchain
 */
export function ruleOf(id: string, stage: Stage, { title, description, severity, help, references = [] }: RuleText): Rule {
  if (!ID.test(id)) throw new Error(`"${id}" is no id of a rule: it must be <group>/<name>, in lower case letters, digits and -`);
  return { id: id as RuleId, title, description, severity, help, references, stage };
}

/** The rules of a group by their names. A file of groups/ exports one by default, and by that the rules are in the catalogue. */
export function ruleTable<Name extends string>(group: string, stage: Stage, table: Readonly<Record<Name, RuleText>>): Readonly<Record<Name, Rule>> {
  const entries = Object.entries<RuleText>(table).map(([name, text]) => [name, ruleOf(`${group}/${name}`, stage, text)]);
  return Object.fromEntries(entries) as Record<Name, Rule>;
}

/** A finding of a rule: with the rule's severity and help, unless this one has better. */
export function findingOf(rule: Rule, found: Pick<Finding, "message"> & Partial<Omit<Finding, "rule">>): Finding {
  return { rule: rule.id, severity: rule.severity, help: rule.help, ...found };
}

/** "security" of "security/run-as-non-root". */
export function groupOfRule({ id }: Pick<Rule, "id">): string {
  return id.slice(0, id.indexOf("/"));
}
