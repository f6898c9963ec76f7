import type { Log, ReportingDescriptor, Result } from "sarif";
import type { Finding, Severity } from "../../finding.ts";
import { describe, helpUri } from "../../rules/pages.ts";
import type { Rule } from "../../rules/rule.ts";
import { MANIFEST } from "../../toolchain.ts";
import { fingerprint } from "../fingerprint.ts";
import type { Format } from "../format.ts";
import { objectName } from "../wording.ts";

const LEVELS: Readonly<Record<Severity, Result.level>> = { error: "error", warning: "warning", info: "note" };

/** SARIF 2.1.0, as code scanning reads it. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
const sarif: Format = ({ findings, rules, known }) => {
  const ids = [...new Set(findings.map((finding) => finding.rule))].sort();
  const descriptors = ids.map((id): ReportingDescriptor => {
    const rule = rules?.get(id);
    return rule ? descriptorOf(rule) : { id };
  });
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: MANIFEST.name, semanticVersion: MANIFEST.version, rules: descriptors } },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => ({ ...resultOf(finding, ids), ...(known ? { baselineState: known.has(finding) ? "unchanged" : "new" } : {}) })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

export default sarif;

function descriptorOf(rule: Rule): ReportingDescriptor {
  const { id, title, description, severity, help } = rule;
  const uri = helpUri(rule, MANIFEST.homepage);
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: description },
    defaultConfiguration: { level: LEVELS[severity] },
    help: { text: help, markdown: describe(rule) },
    ...(uri === undefined ? {} : { helpUri: uri }),
    properties: { tags: [rule.stage] },
  };
}

function resultOf(finding: Finding, ids: readonly string[]): Result {
  const { rule, severity, message, help, object, path, source, environment } = finding;
  const logical = object && `${objectName(object)}${path ?? ""}`;
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: LEVELS[severity],
    message: { text: `${environment ? `${environment}: ` : ""}${message}. ${help}` },
    locations: [
      {
        ...(source
          ? {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(source.file) },
                region: { startLine: source.line, startColumn: source.column },
              },
            }
          : {}),
        ...(logical ? { logicalLocations: [{ fullyQualifiedName: logical, kind: "object" }] } : {}),
      },
    ],
    partialFingerprints: { "finding/v1": fingerprint(finding) },
  };
}
