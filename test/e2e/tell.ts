import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT } from "../../scripts/command/run.ts";
import { bootstrap } from "./stories/bootstrap.ts";
import { Facts, type Story } from "./story.ts";
import { passed, type Result, tableOf } from "./table.ts";

const CAME_TO_ITS_END = "the story came to its end";

/**
 * Runs stories in order and says what they see; one that cannot go on fails, and the next begins all the same.
 * @param afterEach puts away what a story that failed left behind
 */
export async function tell<Where>(stories: readonly Story<Where>[], stage: Where, afterEach: () => Promise<void> = async () => {}): Promise<Result[]> {
  const results: Result[] = [];
  for (const { name, title, needs, run } of stories) {
    if (needs || notBootstrapped(results)) {
      results.push({ name, title, seconds: 0, skipped: needs ?? "the bootstrap did not succeed", facts: [] });
      continue;
    }
    say(`== ${name}: ${title}`);
    const started = performance.now();
    const seconds = () => Math.round((performance.now() - started) / 100) / 10;
    let last = "";
    const facts = new Facts(
      (fact) =>
        say(`  ${fact.ok ? "ok  " : "FAIL"} ${fact.what}${fact.seconds === undefined ? "" : ` (${fact.seconds} s)`}${fact.note ? `: ${fact.note}` : ""}`),
      (line) => {
        if (line !== last) say(`  ${seconds().toFixed(0).padStart(5)} s  ${line}`);
        last = line;
      },
    );
    await run(stage, facts).catch((error: Error) => facts.check(CAME_TO_ITS_END, false, error.message));
    await afterEach();
    results.push({ name, title, seconds: seconds(), facts: facts.all });
  }
  return results;
}

function notBootstrapped([first]: readonly Result[]): boolean {
  return first?.name === bootstrap.name && first.facts.some(({ what }) => what === CAME_TO_ITS_END);
}

/** Prints the table, writes it as text and JSON, and sets the exit status. */
export function report(results: readonly Result[], measured: Record<string, unknown>, summary: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const table = tableOf(results);
  writeFileSync(join(folder, "table.txt"), `${table}${summary}\n`);
  writeFileSync(join(folder, "table.json"), `${JSON.stringify({ ...measured, results }, null, 2)}\n`);
  say(`\n${table}${summary}; also in ${folder}`);
  if (!results.every((result) => result.skipped !== undefined || passed(result))) process.exitCode = EXIT.findings;
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
