import type { Invocation, Log, ReportingDescriptor, Result } from "sarif";
import type { Severity } from "../../finding.ts";
import { describe, helpUri } from "../../rules/pages.ts";
import type { Rule } from "../../rules/rule.ts";
import { MANIFEST } from "../../toolchain.ts";
import { sharedFingerprint } from "../fingerprint.ts";
import { fitting } from "../fitting.ts";
import type { Format } from "../format.ts";
import { type Shared, shareFindings } from "../shared.ts";
import { named, objectName } from "../wording.ts";

const LEVELS: Readonly<Record<Severity, Result.level>> = { error: "error", warning: "warning", info: "note" };

/** Code scanning takes 25,000 results and 10 MB. https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const MOST = 25_000;
const MOST_BYTES = 9_000_000;

/** SARIF 2.1.0, as code scanning reads it. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
const sarif: Format = ({ findings, rules, known }) => {
  const shared = shareFindings(findings);
  const ids = [...new Set(shared.map((finding) => finding.rule))].sort();
  const descriptors = ids.map((id): ReportingDescriptor => {
    const rule = rules?.get(id);
    return rule ? descriptorOf(rule) : { id };
  });
  const state = (finding: Shared) =>
    (known ? { baselineState: finding.findings.every((each) => known.has(each)) ? "unchanged" : "new" } : {}) as Partial<Result>;
  const results = shared.map((finding) => ({ ...resultOf(finding, ids), ...state(finding) }));
  const shown = within(results, MOST_BYTES - JSON.stringify(descriptors).length);
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: MANIFEST.name, semanticVersion: MANIFEST.version, rules: descriptors } },
        columnKind: "utf16CodeUnits",
        ...(shown.length < results.length ? { invocations: [leftOut(results.length - shown.length)] } : {}),
        results: [...shown],
      },
    ],
  };
  const indented = JSON.stringify(log, null, 2);
  return `${Buffer.byteLength(indented) > MOST_BYTES ? JSON.stringify(log) : indented}
`;
};

export default sarif;

/** As many results as code scanning takes; where that is not all, the worst. */
function within(results: readonly Result[], bytes: number): readonly Result[] {
  const order: readonly unknown[] = ["error", "warning", "note"];
  const size = (result: Result) => Buffer.byteLength(JSON.stringify(result)) + 1;
  if (results.length <= MOST && fitting(results, bytes, size) === results) return results;
  const worst = [...results].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  return fitting(worst.slice(0, MOST), bytes, size);
}

function leftOut(count: number): Invocation {
  const text = `${count} findings are left out, the least severe first, because code scanning takes no more; --format json has them all`;
  return { executionSuccessful: true, toolExecutionNotifications: [{ level: "warning", message: { text } }] };
}

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

function resultOf(finding: Shared, ids: readonly string[]): Result {
  const { rule, severity, message, also, help, object, path, source, environments } = finding;
  const reach = named(environments, "environments");
  const logical = object && `${objectName(object)}${path ?? ""}`;
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: LEVELS[severity],
    message: { text: `${reach ? `${reach}: ` : ""}${[message, ...also].join("; ")}. ${help}` },
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
    ...(environments.length > 1 ? { properties: { environments } } : {}),
    partialFingerprints: { "finding/v1": sharedFingerprint(finding) },
  };
}
