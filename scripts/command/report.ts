import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { UserError } from "../errors.ts";
import { Snapshots } from "../history/snapshot.ts";
import { standing } from "../history/standing.ts";
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
  history: string;
}

/** `npm run report`: one page to look at. */
export function program(): Command {
  return withDirectory(
    command("report", "Write one page to look at: where it stands, what is deployed in which order, the findings, the cost, the environments side by side."),
  )
    .option("-o, --output <file>", "where to write it", "report/index.html")
    .option("--history <merges>", "draw the cost at so many of the last merges; each is rendered once", "0")
    .addHelpText("after", "\nExit status: 0 when the page is written, whatever was found; 2 the tool could not do its work.")
    .action(async (dir: string | undefined, options: Options) => {
      const progress = new Progress();
      const root = rootOf(options, dir);
      const snapshots = new Snapshots();
      try {
        const merges = Number(options.history);
        if (!Number.isInteger(merges) || merges < 0 || merges > 1000) throw new UserError(`--history wants a number of merges, not "${options.history}"`);
        const judged = await validate(new Project(root, projectOptions(options, progress)));
        progress.show("looking at the history");
        const where = await standing(judged.project, snapshots, merges);
        const report = { ...judged, ...(where ? { standing: where } : {}) };
        const format = await loadFormat("html");
        const file = resolve(options.output);
        writeWhole(file, await format(report, { root, colors: noColors() }));
        progress.clear();
        process.stdout.write(`${pathToFileURL(file)}\n`);
        process.exitCode = EXIT.clean;
      } finally {
        progress.clear();
        snapshots.remove();
      }
    });
}
