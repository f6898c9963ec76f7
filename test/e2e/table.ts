import type { Fact } from "./story.ts";

/** A story that was run, or why it was not. */
export interface Result {
  name: string;
  title: string;
  seconds: number;
  skipped?: string;
  facts: Fact[];
}

/** Whether all of it held. */
export function passed({ facts, skipped }: Result): boolean {
  return skipped === undefined && facts.length > 0 && facts.every(({ ok }) => ok);
}

/** One table of every story and fact: what, seconds, and what was seen. */
export function tableOf(results: readonly Result[]): string {
  const rows = results.flatMap((result) => [
    {
      mark: result.skipped ? "skip" : passed(result) ? "ok" : "FAIL",
      seconds: result.seconds.toFixed(1),
      text: `${result.name}: ${result.title}`,
      note: result.skipped ?? "",
    },
    ...result.facts.map(({ ok, seconds, what, note = "" }) => ({ mark: ok ? "ok" : "FAIL", seconds: seconds?.toFixed(1) ?? "", text: `  ${what}`, note })),
  ]);
  const width = Math.max(...rows.map(({ text }) => text.length));
  const lines = rows.map(
    ({ mark, seconds, text, note }) =>
      `${mark.padEnd(4)} ${seconds.padStart(7)}  ${note ? text.padEnd(width) : text}${note ? `  ${note.replaceAll("\n", " ")}` : ""}`,
  );
  const count = (wanted: (result: Result) => boolean) => results.filter(wanted).length;
  const skipped = count((result) => result.skipped !== undefined);
  const failed = count((result) => result.skipped === undefined && !passed(result));
  return [...lines, "", `${results.length - skipped - failed} passed, ${failed} failed, ${skipped} skipped`, ""].join("\n");
}
