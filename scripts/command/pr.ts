import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { mergeBase } from "../git/git.ts";
import { comment } from "../history/comment.ts";
import { loadDiffFormat } from "../history/format.ts";
import { review } from "../history/review.ts";
import { Snapshots } from "../history/snapshot.ts";
import { loadFormat } from "../report/format.ts";
import { noColors } from "./colors.ts";
import { Progress } from "./progress.ts";
import { command, type FailOn, failOnOption, run, statusOf } from "./run.ts";

interface Options {
  dir: string;
  out?: string;
  annotate: boolean;
  controlPlane: boolean;
  failOn: FailOn;
  allowRemote: boolean;
  cache: boolean;
}

/** `npm run pr -- BASE [HEAD]`: validate, diff, safety and cost of a change, for any CI. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = command("pr", "Judge a change: validate it, show what it changes, whether the cluster can take it, and what it costs. Prints Markdown.")
    .argument("<base>", "the branch or revision that the change is for; it is compared with the commit where the change left it")
    .argument("[head]", "the revision of the change; the working tree when left out")
    .option("-C, --dir <dir>", "the repository", ".")
    .option("-o, --out <dir>", "write comment.md, findings.sarif, diff.html and diff.json there")
    .option("--annotate", "print GitHub's annotations instead of Markdown", false)
    .option("--control-plane", "also ask a real API server of this toolchain: apply the base, then dry-run the change", false)
    .addOption(failOnOption())
    .option("--allow-remote", "let Kustomize load remote bases and files", false)
    .option("--no-cache", "render everything anew, and keep nothing")
    .addHelpText("after", "\nExit status: 0 clean, 1 findings at the failing level, 2 the tool could not do its work.");
  program.action(async (base: string, head: string | undefined, options: Options) => {
    const root = resolve(options.dir);
    const snapshots = new Snapshots();
    const progress = new Progress();
    try {
      progress.show("comparing");
      const before = { ...(await snapshots.at(root, await mergeBase(root, base, head ?? "HEAD"))), name: base };
      const after = head === undefined ? snapshots.workingTree(root) : await snapshots.at(root, head);
      // A control plane is loaded only where one is asked.
      const ask = options.controlPlane ? (await import("../history/ask-control-plane.ts")).askControlPlane : undefined;
      const result = await review(before, after, { permissions: { remote: options.allowRemote }, cache: options.cache, ...(ask ? { ask } : {}) });
      progress.clear();
      const markdown = await comment(result, after.root);
      const colors = noColors();
      const context = { root: after.root, colors };
      const print = async (name: string) => (await loadFormat(name))(result.report, context);
      const compared = async (name: string) => (await loadDiffFormat(name))(result.comparison, colors);
      if (options.out !== undefined) {
        const files = {
          "comment.md": markdown,
          "findings.sarif": await print("sarif"),
          "diff.html": await compared("html"),
          "diff.json": await compared("json"),
        };
        mkdirSync(options.out, { recursive: true });
        for (const [name, text] of Object.entries(files)) writeFileSync(join(options.out, name), text);
      }
      process.stdout.write(options.annotate ? await print("github") : markdown);
      process.exitCode = statusOf(result.report.summary.findings, options.failOn);
    } finally {
      progress.clear();
      snapshots.remove();
    }
  });
  await run("pr", program, argv);
}
