import type { Finding } from "../../finding.ts";
import type { Format } from "../format.ts";
import { objectName, place, plural } from "../wording.ts";

/** JUnit XML, as CI servers read it: a suite for each application of each environment, a failed test for each finding. */
const junit: Format = ({ summary, findings }) => {
  const suites = Map.groupBy(findings, ({ environment, application }) => [environment ?? "repository", application].filter(Boolean).join("."));
  const failures = findings.filter(isFailure).length;
  // With nothing to say, a run still says that it ran.
  const clean = [`<testsuite name="validate" tests="1" failures="0"><testcase name="${plural(summary.objects, "object")}" classname="validate"/></testsuite>`];
  const body = suites.size === 0 ? clean : [...suites].map(([name, group]) => suite(name, group));
  const count = Math.max(findings.length, 1);
  const time = (summary.milliseconds / 1000).toFixed(3);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="validate" tests="${count}" failures="${failures}" time="${time}">\n${body.join("\n")}\n</testsuites>\n`;
};

export default junit;

function suite(name: string, group: readonly Finding[]): string {
  const cases = group.map(({ rule, message, help, object, path, source, severity }) => {
    const title = [rule, object && objectName(object), path].filter(Boolean).join(" ");
    const details = escapeXml([source && place(source), help].filter(Boolean).join("\n"));
    const inside = isFailure({ severity })
      ? `<failure type="${severity}" message="${escapeXml(message)}">${details}</failure>`
      : `<system-out>${escapeXml(message)}\n${details}</system-out>`;
    return `    <testcase name="${escapeXml(title)}" classname="${escapeXml(name)}"${source ? ` file="${escapeXml(source.file)}" line="${source.line}"` : ""}>${inside}</testcase>`;
  });
  return `  <testsuite name="${escapeXml(name)}" tests="${group.length}" failures="${group.filter(isFailure).length}">\n${cases.join("\n")}\n  </testsuite>`;
}

/** An information is no failed test. */
function isFailure({ severity }: Pick<Finding, "severity">): boolean {
  return severity !== "info";
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Escapes for attributes and text, and drops what XML 1.0 cannot hold at all. */
function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters that XML forbids
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
