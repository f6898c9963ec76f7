import type { Finding } from "./finding.ts";

/** The same trouble met on several ways is one finding, of whoever is known to have it. */
export function once(findings: readonly Finding[]): Finding[] {
  const owned = new Set(findings.filter(({ environment }) => environment !== undefined).map(troubleKey));
  const seen = new Set<string>();
  return findings.filter((finding) => {
    if (!finding.rule.startsWith("input/")) return true;
    const key = troubleKey(finding);
    if (finding.environment === undefined && owned.has(key)) return false;
    const whose = `${key} ${finding.environment} ${finding.application}`;
    return !seen.has(whose) && Boolean(seen.add(whose));
  });
}

function troubleKey({ rule, message, source }: Finding): string {
  return JSON.stringify([rule, message, source?.file, source?.line]);
}
