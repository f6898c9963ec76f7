import { resolve } from "node:path";
import { Option } from "commander";
import { compare } from "../history/compare.ts";
import { diffFormatNames, loadDiffFormat } from "../history/format.ts";
import { Snapshots } from "../history/snapshot.ts";
import { terminalColors } from "./colors.ts";
import { command, EXIT, run } from "./run.ts";

interface Options {
  dir: string;
  format: string;
  allowRemote: boolean;
  cache: boolean;
}

/** `npm run diff -- BASE [HEAD]`: what each Argo CD Application would apply. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = command("diff", "Show what each Argo CD Application would add, change and prune between two revisions.")
    .argument("<base>", "the revision before")
    .argument("[head]", "the revision after; the working tree when left out")
    .addOption(new Option("-f, --format <format>", "how to print it").choices(diffFormatNames()).default("text"))
    .option("-C, --dir <dir>", "the repository", ".")
    .option("--allow-remote", "let Kustomize load remote bases and files", false)
    .option("--no-cache", "render everything anew, and keep nothing");
  program.action(async (base: string, head: string | undefined, options: Options) => {
    const root = resolve(options.dir);
    const snapshots = new Snapshots();
    try {
      const before = await snapshots.at(root, base);
      const after = head === undefined ? snapshots.workingTree(root) : await snapshots.at(root, head);
      const comparison = await compare(before, after, { permissions: { remote: options.allowRemote }, cache: options.cache, whole: false });
      const format = await loadDiffFormat(options.format);
      process.stdout.write(format(comparison, terminalColors()));
      process.exitCode = EXIT.clean;
    } finally {
      snapshots.remove();
    }
  });
  await run("diff", program, argv);
}
