import type { Log, ReportingDescriptor, Result } from "sarif";
import manifest from "../../../package.json" with { type: "json" };
import type { Finding, Severity } from "../../finding.ts";
import { fingerprint } from "../fingerprint.ts";
import type { Format } from "../format.ts";
import { objectName } from "../wording.ts";

const LEVELS: Readonly<Record<Severity, Result.level>> = { error: "error", warning: "warning", info: "note" };

/** SARIF 2.1.0, as code scanning reads it. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
const sarif: Format = ({ findings, rules = {} }) => {
  const ids = [...new Set(findings.map((finding) => finding.rule))].sort();
  const descriptors = ids.map((id): ReportingDescriptor => {
    const { title, description, help, references } = rules[id] ?? {};
    const [first] = findings.filter((finding) => finding.rule === id);
    return {
      id,
      shortDescription: { text: title ?? id },
      ...(description ? { fullDescription: { text: description } } : {}),
      help: { text: help ?? first?.help ?? id },
      ...(references?.[0] ? { helpUri: references[0] } : {}),
    };
  });
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: manifest.name, semanticVersion: manifest.version, rules: descriptors } },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => resultOf(finding, ids)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

export default sarif;

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
