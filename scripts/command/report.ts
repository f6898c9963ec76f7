import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { validate } from "../pipeline.ts";
import { loadFormat } from "../report/format.ts";
import { noColors } from "./colors.ts";
import { writeWhole } from "./output.ts";
import { Progress } from "./progress.ts";
import { command, EXIT, run } from "./run.ts";

interface Options {
  output: string;
  allowRemote: boolean;
  cache: boolean;
}

/** `npm run report`: the whole state of a repository as one page to look at. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = command("report", "Write one page to look at: what is deployed in which order, the findings, the cost, the environments side by side.")
    .argument("[dir]", "the repository: any directory holding kustomizations or plain manifests", ".")
    .option("-o, --output <file>", "where to write it", "report/index.html")
    .option("--allow-remote", "let Kustomize load remote bases and files", false)
    .option("--no-cache", "render everything anew, and keep nothing")
    .addHelpText("after", "\nExit status: 0 when the page is written, whatever was found; 2 the tool could not do its work.");
  program.action(async (dir: string, options: Options) => {
    const progress = new Progress();
    const root = resolve(dir);
    try {
      const report = await validate({
        root,
        permissions: { remote: options.allowRemote },
        cache: options.cache,
        onProgress: (message) => progress.show(message),
      });
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
  await run("report", program, argv);
}
