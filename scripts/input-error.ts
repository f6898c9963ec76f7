import { UserError } from "./errors.ts";
import type { Finding, Source } from "./finding.ts";
import rules from "./rules/groups/input.ts";
import { findingOf } from "./rules/rule.ts";

/** A rule of the group `input`. */
export type InputRule = `input/${keyof typeof rules}`;

/**
 * Something in the repository that cannot be read, rendered or known. It costs what it is about, and no more:
 * whoever works through many things catches it and goes on, with {@link InputError.finding} in the report.
 */
export class InputError extends UserError {
  override name = "InputError";
  readonly rule: InputRule;
  readonly help: string;
  readonly source: Source | undefined;

  /**
   * @param message what is wrong, with the value seen
   * @param place where; the line is the first, unless it is known
   * @param help what to do about it, where that is more than the rule's own
   */
  constructor(rule: InputRule, message: string, place: { file?: string; line?: number; column?: number }, help: string = ruleOf(rule).help) {
    super(message, place);
    this.rule = rule;
    this.help = help;
    this.source = place.file === undefined ? undefined : { file: place.file, line: place.line ?? 1, column: place.column ?? 1 };
  }

  /** @param about whose trouble it is, as far as that is known */
  finding(about: Pick<Finding, "environment" | "application" | "object"> = {}): Finding {
    const { rule, message, help, source } = this;
    return findingOf(ruleOf(rule), { message, help, ...about, ...(source ? { source } : {}) });
  }

  /** For where a trouble ends the work after all: one line with what to do. */
  override toString(): string {
    return `${super.toString()}; ${this.help}`;
  }
}

/**
 * An error of the toolchain over one thing, as a finding about that: the rest is judged all the same. What a person can mend stays what it is.
 * @param what what was not judged for it: "ConfigMap web", "the policies over production"
 * @throws a {@link UserError} that is no InputError: it ends the run
 */
export function troubleOf(error: unknown, what: string, place: { file?: string; line?: number } = {}): InputError {
  if (error instanceof InputError) return error;
  if (error instanceof UserError) throw error;
  const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  if (process.env["DEBUG"]) process.stderr.write(`${stack}\n`);
  return new InputError("input/internal", `${what} was not judged: ${message}`, place);
}

function ruleOf(id: InputRule): (typeof rules)[keyof typeof rules] {
  return rules[id.slice("input/".length) as keyof typeof rules];
}

/**
 * Tries something with what a person wrote.
 * @param report told of the trouble there is with it
 * @returns undefined where there was trouble
 * @throws whatever is not an {@link InputError}
 */
export function attempt<T>(work: () => T, report: (trouble: InputError) => void): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    report(error);
    return undefined;
  }
}
