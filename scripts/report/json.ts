import type { Report } from "./summary.ts";

/** The whole report as one JSON object, `{ summary, findings }`. */
export function formatJson({ summary, findings }: Report): string {
  return `${JSON.stringify({ summary, findings }, null, 2)}\n`;
}
