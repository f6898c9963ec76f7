import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { mergeBase } from "../git/git.ts";
import { comment, failureComment, wordsComment } from "../history/comment.ts";
import { loadDiffFormat } from "../history/format.ts";
import { lineLinks } from "../history/links.ts";
import { type Review, review, wordsAlone } from "../history/review.ts";
import { Snapshots } from "../history/snapshot.ts";
import { FAILURES } from "../report/failure.ts";
import { loadFormat } from "../report/format.ts";
import { countFindings } from "../report/summary.ts";
import { noColors } from "./colors.ts";
import { projectOptions, type RepositoryOptions, rootOf, withRepository } from "./options.ts";
import { writeWhole } from "./output.ts";
import { Progress } from "./progress.ts";
import { command, EXIT, explain, type FailOn, failOnOption, STATUS_HELP, statusOf } from "./run.ts";

interface Options extends RepositoryOptions {
  output?: string;
  annotate: boolean;
  controlPlane: boolean;
  failOn: FailOn;
}

/** What a CI keeps of a review: of each run all of it, and nothing of an earlier one. */
const FILES = ["comment.md", "findings.sarif", "junit.xml", "diff.html", "diff.json"] as const;

/** `npm run pr -- BASE [HEAD]`: validate, diff, safety and cost of a change, for any CI. */
export function program(): Command {
  return withRepository(
    command("pr", "Judge a change: what it brings that is wrong, what it changes, whether the cluster can take it, and what it costs. Prints Markdown."),
  )
    .argument("<base>", "the branch or revision that the change is for; it is compared with the commit where the change left it")
    .argument("[head]", "the revision of the change; the working tree when left out")
    .option("-o, --output <dir>", `write ${FILES.join(", ")} there, whatever happens`)
    .option("--annotate", "print GitHub's annotations instead of Markdown", false)
    .option("--control-plane", "also ask a real API server of this toolchain: apply the base, then dry-run the change", false)
    .addOption(failOnOption())
    .addHelpText("after", `${STATUS_HELP} Only what the change brings counts.`)
    .action(answer);
}

/** There is always an answer: where no review can be made, everything says so. */
async function answer(base: string, head: string | undefined, options: Options): Promise<void> {
  if (options.output !== undefined) for (const name of FILES) rmSync(resolve(join(options.output, name)), { force: true });
  const snapshots = new Snapshots();
  const progress = new Progress();
  try {
    await judge(base, head, options, snapshots, progress);
  } catch (error) {
    const lines = explain(error);
    const failed = (format: string) => (FAILURES[format] as (lines: readonly string[]) => string)(lines);
    write(options, {
      "comment.md": failureComment(lines),
      "findings.sarif": failed("sarif"),
      "junit.xml": failed("junit"),
      "diff.html": failed("html"),
      "diff.json": failed("json"),
    });
    progress.clear();
    if (options.annotate) process.stdout.write(failed("github"));
    throw error;
  } finally {
    progress.clear();
    snapshots.remove();
  }
}

async function judge(base: string, head: string | undefined, options: Options, snapshots: Snapshots, progress: Progress): Promise<void> {
  const root = rootOf(options);
  progress.show("comparing");
  const left = await mergeBase(root, base, head ?? "HEAD");
  const { before, after } = await snapshots.both(root, left, head, projectOptions(options, progress), base);
  const words = await wordsAlone(root, before, after);
  if (words) {
    const text = wordsComment(words);
    write(options, { "comment.md": text });
    if (!options.annotate) process.stdout.write(text);
    process.exitCode = EXIT.clean;
    return;
  }
  // A control plane is loaded only where one is asked.
  const ask = options.controlPlane ? (await import("../history/ask-control-plane.ts")).askControlPlane : undefined;
  const result = await review(root, before, after, { ask });
  const markdown = comment(result, { line: await lineLinks(root, after), rules: result.report.rules });
  progress.clear();
  if (options.output !== undefined) write(options, { "comment.md": markdown, ...(await artifacts(result, after.root)) });
  process.stdout.write(options.annotate ? await (await loadFormat("github"))(result.report, { root: after.root, colors: noColors() }) : markdown);
  process.exitCode = statusOf(countFindings(result.baseline.fresh), options.failOn);
}

async function artifacts({ report, comparison }: Review, root: string) {
  const colors = noColors();
  const print = async (name: string) => (await loadFormat(name))(report, { root, colors });
  const compared = async (name: string) => (await loadDiffFormat(name))(comparison, colors);
  return {
    "findings.sarif": await print("sarif"),
    "junit.xml": await print("junit"),
    "diff.html": await compared("html"),
    "diff.json": await compared("json"),
  };
}

function write({ output }: Options, files: Partial<Record<(typeof FILES)[number], string>>): void {
  if (output === undefined) return;
  for (const [name, text] of Object.entries(files)) writeWhole(resolve(join(output, name)), text);
}
