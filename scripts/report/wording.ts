import type { ObjectRef, Source } from "../finding.ts";
import type { SetLevel } from "../rules/levels.ts";
import { PROFILES } from "../rules/profiles.ts";
import type { Summary } from "./summary.ts";

/** "1 error", "3 errors". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function list(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** "profile default: 48 rules are off, 23 weigh less (312 findings); `profile: strict` in gitops.yaml holds all", or nothing where all hold. */
export function profileInWords({ name, findings }: Summary["profile"]): string[] {
  const levels = Object.values<unknown>(PROFILES[name].levels);
  if (levels.length === 0) return [];
  const off = levels.filter((level) => level === "off").length;
  const effect = findings > 0 ? ` (${plural(findings, "finding")})` : "";
  return [`profile ${name}: ${plural(off, "rule")} off, ${levels.length - off} at a lower level${effect}; --profile strict holds them all`];
}

/** More names than this are counted: nobody reads a hundred. */
const MOST_NAMES = 6;

/** "production and staging", or "100 environments". */
export function named(names: readonly string[], what: string): string {
  return names.length > MOST_NAMES ? `${names.length} ${what}` : list(names);
}

/** A text in one line of so many characters. */
export function clip(text: string, width: number): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

/** "production and staging", "a, b, c, d, e, f and 12 more", and with them the trees that stand alone. */
export function whereabouts({ environments, alone }: { environments: readonly string[]; alone: number }): string {
  const some = environments.length > MOST_NAMES ? [...environments.slice(0, MOST_NAMES), `${environments.length - MOST_NAMES} more`] : environments;
  return [list(some), alone > 0 ? `${plural(alone, "tree")} on their own` : ""].filter(Boolean).join(", and ");
}

/** "Deployment ai-scientist/ai-scientist". */
export function objectName(object: ObjectRef): string {
  return `${object.kind} ${[object.namespace, object.name].filter(Boolean).join("/")}`;
}

/** "apps/x.yaml:12:3". */
export function place({ file, line, column }: Source): string {
  return `${file}:${line}:${column}`;
}

/** "set in apps/base/x.yaml:12, overridden in apps/staging/y.yaml:5", or nothing when one place alone had a say. */
export function chain({ chain: steps = [] }: Source): string {
  return steps.map(({ file, line, note }) => `${note} in ${file}:${line}`).join(", ");
}

/** "off: alerts/for, 2 findings not shown (reason)": what gitops.yaml sets, and what came of it. */
export function setLevel({ rules, level, reason, findings }: SetLevel): string {
  return `${level}: ${rules}, ${plural(findings, "finding")}${level === "off" ? " not shown" : ""}${reason ? ` (${reason})` : ""}`;
}
