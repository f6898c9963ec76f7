import { MANIFEST } from "../toolchain.ts";

/** What a format says where the tool could not do its work: an older report must not be taken for today's. */
export const FAILURES: Readonly<Record<string, (lines: readonly string[]) => string>> = {
  sarif: (lines) => {
    const notifications = lines.map((text) => ({ level: "error", message: { text } }));
    const invocations = [{ executionSuccessful: false, toolExecutionNotifications: notifications }];
    const runs = [{ tool: { driver: { name: MANIFEST.name, semanticVersion: MANIFEST.version } }, invocations, results: [] }];
    return `${JSON.stringify({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs }, null, 2)}\n`;
  },
  junit: (lines) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="validate" tests="1" errors="1">\n<testsuite name="validate" tests="1" errors="1"><testcase name="run" classname="validate"><error message="${escapeXml(lines.join("; "))}"/></testcase></testsuite>\n</testsuites>\n`,
  github: (lines) => lines.map((line) => `::error title=not judged::${line.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A")}\n`).join(""),
  gitlab: (lines) =>
    `${JSON.stringify(lines.map((description) => ({ description, check_name: "not judged", fingerprint: description, severity: "blocker", location: { path: ".", lines: { begin: 1 } } })))}\n`,
  json: (lines) => `${JSON.stringify({ errors: lines }, null, 2)}\n`,
  markdown: (lines) => `### 🔴 Not judged\n\n${lines.map((line) => `- ${line}\n`).join("")}`,
  html: (lines) =>
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Not judged</title><h1>Not judged</h1>${lines.map((line) => `<p>${escapeXml(line)}</p>`).join("")}</html>\n`,
  text: (lines) => lines.map((line) => `not judged: ${line}\n`).join(""),
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
