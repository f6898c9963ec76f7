import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { validate } from "../pipeline.ts";
import { Project } from "../project.ts";
import { loadFormat } from "../report/format.ts";
import { noColors } from "./colors.ts";
import { projectOptions, type RepositoryOptions, rootOf, withDirectory } from "./options.ts";
import { writeWhole } from "./output.ts";
import { Progress } from "./progress.ts";
import { command, EXIT } from "./run.ts";

interface Options extends RepositoryOptions {
  output: string;
}

/** `npm run report`: one page to look at. */
export function program(): Command {
  return withDirectory(command("report", "Write one page to look at: what is deployed in which order, the findings, the cost, the environments side by side."))
    .option("-o, --output <file>", "where to write it", "report/index.html")
    .addHelpText("after", "\nExit status: 0 when the page is written, whatever was found; 2 the tool could not do its work.")
    .action(async (dir: string | undefined, options: Options) => {
      const progress = new Progress();
      const root = rootOf(options, dir);
      try {
        const report = await validate(new Project(root, projectOptions(options, progress)));
        const format = await loadFormat("html");
        const file = resolve(options.output);
        writeWhole(file, await format(report, { root, colors: noColors() }));
        progress.clear();
        process.stdout.write(`${pathToFileURL(file)}\n`);
        process.exitCode = EXIT.clean;
      } finally {
        progress.clear();
      }
    });
}
