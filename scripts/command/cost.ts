import type { Command } from "commander";
import { type Estimate, estimates } from "../cost/estimate.ts";
import { formatEstimate } from "../cost/table.ts";
import { Project } from "../project.ts";
import { terminalColors } from "./colors.ts";
import { formatOption, projectOptions, type RepositoryOptions, rootOf, withDirectory } from "./options.ts";
import { printed } from "./output.ts";
import { Progress } from "./progress.ts";
import { command } from "./run.ts";

const FORMATS: Readonly<Record<string, (estimates: readonly Estimate[]) => string>> = {
  text: (all) => all.map((estimate) => formatEstimate(estimate, terminalColors())).join("\n"),
  json: (all) => `${JSON.stringify({ estimates: all }, null, 2)}\n`,
};

interface Options extends RepositoryOptions {
  format: string;
  output?: string;
}

/** `npm run cost`: what each environment costs a month and a day, and what of it costs how much. */
export function program(): Command {
  return withDirectory(command("cost", "Estimate what each environment costs, from what is rendered and the prices in policies/data/prices.yaml."))
    .addOption(formatOption(Object.keys(FORMATS)))
    .option("-o, --output <file>", "write it to a file, whole or not at all")
    .action(async (dir: string | undefined, options: Options) => {
      const progress = new Progress();
      try {
        const all = await estimates(new Project(rootOf(options, dir), projectOptions(options, progress)));
        progress.clear();
        printed((FORMATS[options.format] as (all: readonly Estimate[]) => string)(all), options.output);
      } finally {
        progress.clear();
      }
    });
}
