import type { Severity } from "../../finding.ts";
import type { Format } from "../format.ts";
import { objectName } from "../wording.ts";

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** Annotations on the lines of a pull request. https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
const github: Format = ({ findings, known }) =>
  findings
    .filter((finding) => !known?.has(finding))
    .map(({ severity, rule, message, help, object, environment, source }) => {
      const properties = { ...(source ? { file: source.file, line: source.line, col: source.column } : {}), title: rule };
      const about = [environment, object && objectName(object)].filter(Boolean).join(" / ");
      const pairs = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
      return `::${COMMANDS[severity]} ${pairs.join(",")}::${escapeData([about ? `${about}: ${message}` : message, help].join("\n"))}\n`;
    })
    .join("");

export default github;

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
