import type { Severity } from "../../finding.ts";
import { sharedFingerprint } from "../fingerprint.ts";
import type { Format } from "../format.ts";
import { shareFindings } from "../shared.ts";
import { named } from "../wording.ts";

const SEVERITIES: Readonly<Record<Severity, string>> = { error: "major", warning: "minor", info: "info" };

/** A GitLab Code Quality report. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
const gitlab: Format = ({ findings }) => {
  const issues = shareFindings(findings).map((finding) => ({
    description: `${[named(finding.environments, "environments"), [finding.message, ...finding.also].join("; ")].filter(Boolean).join(": ")} (${finding.help})`,
    check_name: finding.rule,
    fingerprint: sharedFingerprint(finding),
    severity: SEVERITIES[finding.severity],
    // GitLab shows an issue only at a file.
    location: { path: finding.source?.file ?? ".", lines: { begin: finding.source?.line ?? 1 } },
  }));
  return `${JSON.stringify(issues, null, 2)}\n`;
};

export default gitlab;
