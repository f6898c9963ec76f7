import type { Report } from "./summary.ts";

/** The whole report as one JSON object, `{ summary, findings }`. */
export function formatJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
