import { join, resolve } from "node:path";
import type { Command } from "commander";
import { mergeBase } from "../git/git.ts";
import { comment } from "../history/comment.ts";
import { loadDiffFormat } from "../history/format.ts";
import { review } from "../history/review.ts";
import { Snapshots } from "../history/snapshot.ts";
import { loadFormat } from "../report/format.ts";
import { noColors } from "./colors.ts";
import { projectOptions, type RepositoryOptions, rootOf, withRepository } from "./options.ts";
import { writeWhole } from "./output.ts";
import { Progress } from "./progress.ts";
import { command, type FailOn, failOnOption, STATUS_HELP, statusOf } from "./run.ts";

interface Options extends RepositoryOptions {
  output?: string;
  annotate: boolean;
  controlPlane: boolean;
  failOn: FailOn;
}

/** `npm run pr -- BASE [HEAD]`: validate, diff, safety and cost of a change, for any CI. */
export function program(): Command {
  return withRepository(
    command("pr", "Judge a change: validate it, show what it changes, whether the cluster can take it, and what it costs. Prints Markdown."),
  )
    .argument("<base>", "the branch or revision that the change is for; it is compared with the commit where the change left it")
    .argument("[head]", "the revision of the change; the working tree when left out")
    .option("-o, --output <dir>", "write comment.md, findings.sarif, diff.html and diff.json there")
    .option("--annotate", "print GitHub's annotations instead of Markdown", false)
    .option("--control-plane", "also ask a real API server of this toolchain: apply the base, then dry-run the change", false)
    .addOption(failOnOption())
    .addHelpText("after", STATUS_HELP)
    .action(judge);
}

async function judge(base: string, head: string | undefined, options: Options): Promise<void> {
  const root = rootOf(options);
  const snapshots = new Snapshots();
  const progress = new Progress();
  try {
    progress.show("comparing");
    const left = await mergeBase(root, base, head ?? "HEAD");
    const { before, after } = await snapshots.both(root, left, head, projectOptions(options, progress), base);
    // A control plane is loaded only where one is asked.
    const ask = options.controlPlane ? (await import("../history/ask-control-plane.ts")).askControlPlane : undefined;
    const result = await review(before, after, ask);
    progress.clear();
    const markdown = await comment(result, after.root);
    const colors = noColors();
    const print = async (name: string) => (await loadFormat(name))(result.report, { root: after.root, colors });
    const compared = async (name: string) => (await loadDiffFormat(name))(result.comparison, colors);
    if (options.output !== undefined) {
      const files = {
        "comment.md": markdown,
        "findings.sarif": await print("sarif"),
        "diff.html": await compared("html"),
        "diff.json": await compared("json"),
      };
      for (const [name, text] of Object.entries(files)) writeWhole(resolve(join(options.output, name)), text);
    }
    process.stdout.write(options.annotate ? await print("github") : markdown);
    process.exitCode = statusOf(result.report.summary.findings, options.failOn);
  } finally {
    progress.clear();
    snapshots.remove();
  }
}
