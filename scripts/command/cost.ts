import { resolve } from "node:path";
import { Option } from "commander";
import { type Estimate, estimates } from "../cost/estimate.ts";
import { formatEstimate } from "../cost/table.ts";
import { renderRepository } from "../pipeline.ts";
import { terminalColors } from "./colors.ts";
import { Progress } from "./progress.ts";
import { command, run } from "./run.ts";

const FORMATS: Readonly<Record<string, (estimates: readonly Estimate[]) => string>> = {
  text: (all) => all.map((estimate) => formatEstimate(estimate, terminalColors())).join("\n"),
  json: (all) => `${JSON.stringify({ estimates: all }, null, 2)}\n`,
};

interface Options {
  format: string;
  env?: string;
  cache: boolean;
}

/** `npm run cost`: what each environment costs a month and a day, and what of it costs how much. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = command("cost", "Estimate what each environment costs, from what is rendered and the prices in policies/data/prices.yaml.")
    .argument("[dir]", "the repository", ".")
    .addOption(new Option("-f, --format <format>", "how to print the estimate").choices(Object.keys(FORMATS)).default("text"))
    .option("-e, --env <name>", "only this environment")
    .option("--no-cache", "render everything anew, and keep nothing");
  program.action(async (dir: string, { format, env, cache }: Options) => {
    const progress = new Progress();
    try {
      const { repository, objects } = await renderRepository({
        root: resolve(dir),
        ...(env === undefined ? {} : { environment: env }),
        permissions: { remote: false },
        cache,
        onProgress: (message) => progress.show(message),
      });
      const all = await estimates(repository, objects);
      progress.clear();
      process.stdout.write((FORMATS[format] as (all: readonly Estimate[]) => string)(all));
    } finally {
      progress.clear();
    }
  });
  await run("cost", program, argv);
}
