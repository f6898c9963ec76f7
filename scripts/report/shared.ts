import type { Finding } from "../finding.ts";
import { named, place } from "./wording.ts";

/** A finding said once, however many environments, applications and containers its cause reaches. */
export interface Shared extends Finding {
  readonly environments: readonly string[];
  readonly applications: readonly string[];
  /** What the same rule says beside it of the same place: of another container, or another object. */
  readonly also: readonly string[];
  /** All that it stands for, itself among them. */
  readonly findings: readonly Finding[];
}

/** What findings are grouped under: "production and staging / redis". */
export function groupTitle({ environments, applications }: Shared): string {
  return [named(environments, "environments") || "repository", named(applications, "applications")].filter(Boolean).join(" / ");
}

/** Findings with the same cause, said once: a line of a base shows in every environment, and every container, that is built on it. */
export function shareFindings(findings: readonly Finding[]): Shared[] {
  return [...Map.groupBy(findings, causeOf).values()].map((group) => {
    const [first] = group as [Finding];
    return {
      ...first,
      environments: unique(group.flatMap(({ environment }) => environment ?? [])),
      applications: unique(group.flatMap(({ application }) => application ?? [])),
      also: unique(group.map(({ message }) => message)).slice(1),
      findings: group,
    };
  });
}

/** Where the very place is known, that place; else what is said of which object. */
function causeOf({ rule, severity, message, source, path, object, application, environment }: Finding): string {
  if (source && !source.approximate) return JSON.stringify([rule, severity, place(source)]);
  return JSON.stringify([rule, severity, message, source ? place(source) : environment, path, source ? object?.kind : object, application]);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
