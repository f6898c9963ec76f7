import type { Command } from "commander";
import { UserError } from "../errors.ts";
import { mergeBase } from "../git/git.ts";
import { compare } from "../history/compare.ts";
import { diffFormatNames, loadDiffFormat } from "../history/format.ts";
import { Snapshots } from "../history/snapshot.ts";
import { noColors, terminalColors } from "./colors.ts";
import { formatOption, projectOptions, type RepositoryOptions, rootOf, withRepository } from "./options.ts";
import { printed } from "./output.ts";
import { command, EXIT } from "./run.ts";

/** The options of `diff`. */
export interface DiffOptions extends RepositoryOptions {
  format: string;
  output?: string;
  server: boolean;
}

/** `npm run diff -- BASE [HEAD]`: what each Argo CD Application would apply. */
export function program(): Command {
  return withRepository(command("diff", "Show what each Argo CD Application would add, change and prune between two revisions."))
    .argument("[base]", "the branch or revision before; what it got since the change left it is no part of the change")
    .argument("[head]", "the revision after; the working tree when left out")
    .addOption(formatOption(diffFormatNames()))
    .option("-o, --output <file>", "write it to a file, whole or not at all")
    .option("--server", "compare the working tree with what the cluster of kubectl's current context holds, instead; keeps nothing there", false)
    .action(async (base: string | undefined, head: string | undefined, options: DiffOptions) => {
      if (options.server) {
        process.exitCode = await (await import("./diff-server.ts")).diffServer(base, options);
        return;
      }
      if (base === undefined) throw new UserError("which revision to compare with is not said: name one, or give --server");
      const snapshots = new Snapshots();
      try {
        const root = rootOf(options);
        const left = await mergeBase(root, base, head ?? "HEAD");
        const { before, after } = await snapshots.both(root, left, head, projectOptions(options), base);
        const comparison = await compare(before, after, { whole: false });
        const format = await loadDiffFormat(options.format);
        printed(format(comparison, options.output === undefined ? terminalColors() : noColors()), options.output);
        process.exitCode = EXIT.clean;
      } finally {
        snapshots.remove();
      }
    });
}
