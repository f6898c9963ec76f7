/** Asks a running implementation for what the contract of the image says. Exit status: 0 as it should be, 1 not so, 2 nothing could be asked. */
import { Command } from "commander";
import { readContract } from "../contract.ts";
import { check, type Row } from "./rows.ts";
import { Target, Unreachable } from "./target.ts";

interface Options {
  readonly metricsUrl?: string;
  readonly request: string;
}

const NOT_ASKED = "Not seen over HTTP: signals, exit status, files, user, tools, log. application/contract.md says what they have to be.";

const program = new Command("test:contract")
  .description("Asks a running implementation of the application for what application/contract.md says. It closes circuit breakers once.")
  .argument("<url>", "where it answers requests, such as http://localhost:8000")
  .option("--metrics-url <url>", "where it answers Prometheus; otherwise the same host on the contract's port")
  .option("--request <path>", "a path to see a request counted by", "/")
  .exitOverride()
  .action(async (url: string, options: Options) => {
    const contract = readContract();
    const http = addressOf(url);
    const metrics = options.metricsUrl ? addressOf(options.metricsUrl) : addressOf(url);
    if (!options.metricsUrl) metrics.port = String(contract.ports["metrics"]?.number);
    const rows = await check(contract, new Target({ http, metrics }), options.request);
    process.stdout.write(table(rows));
    process.exitCode = rows.some(({ problem }) => problem) ? 1 : 0;
  });

try {
  await program.parseAsync();
} catch (error) {
  const { code, exitCode, message } = error as Error & { code?: string; exitCode?: number };
  const isUsage = code?.startsWith("commander.") ?? false;
  if (!isUsage && !(error instanceof Unreachable)) throw error;
  if (!isUsage) process.stderr.write(`error: ${message}\n`);
  process.exitCode = exitCode === 0 ? 0 : 2;
}

function addressOf(text: string): URL {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return new URL(text);
  throw new Unreachable(`${JSON.stringify(text)} is not an address such as http://localhost:8000`);
}

function table(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const lines = rows.map(({ what, problem }) => (problem ? `FAIL  ${what.padEnd(width)}  ${problem}` : `ok    ${what}`));
  const failed = rows.filter(({ problem }) => problem).length;
  return `${[...lines, "", failed > 0 ? `${failed} of ${rows.length} are not as the contract says.` : `All ${rows.length} are as the contract says.`, NOT_ASKED].join("\n")}\n`;
}
