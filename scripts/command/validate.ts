import { dirname, resolve, sep } from "node:path";
import type { Command } from "commander";
import { baseline } from "../history/baseline.ts";
import { Snapshots } from "../history/snapshot.ts";
import { type Validation, validate } from "../pipeline.ts";
import { POLICY_DIST } from "../policy/module.ts";
import { Project, type ProjectOptions } from "../project.ts";
import { FAILURES } from "../report/failure.ts";
import { formatNames, loadFormat } from "../report/format.ts";
import { countFindings, type Report } from "../report/summary.ts";
import { plural } from "../report/wording.ts";
import { Toolbox } from "../toolbox.ts";
import { noColors, terminalColors } from "./colors.ts";
import { formatOption, projectOptions, type RepositoryOptions, rootOf, withDirectory } from "./options.ts";
import { writeWhole } from "./output.ts";
import { Progress } from "./progress.ts";
import { command, EXIT, explain, type FailOn, failOnOption, STATUS_HELP, statusOf } from "./run.ts";
import { Watcher } from "./watch.ts";

interface Options extends RepositoryOptions {
  format: string;
  output?: string;
  server: boolean;
  failOn: FailOn;
  watch: boolean;
  baseline?: string;
  all: boolean;
}

/** `npm run validate`: renders, validates and judges a GitOps repository. */
export function program(): Command {
  return withDirectory(command("validate", "Render every overlay with the real Kustomize, check every object against its model, judge it by the policies."))
    .addOption(formatOption(formatNames()))
    .option("-o, --output <file>", "write the report to a file, whole or not at all")
    .option("-a, --all", "every finding in full, where the text would sum them up", false)
    .addOption(failOnOption())
    .option("-w, --watch", "check again whenever a file changes, until Ctrl-C", false)
    .option("--baseline <revision>", "only what is found since this revision; what it had already does not count")
    .option("--server", "ask the cluster of kubectl's current context too, by a server-side dry run that keeps nothing", false)
    .addHelpText("after", STATUS_HELP)
    .action(async (dir: string | undefined, options: Options) => {
      const root = rootOf(options, dir);
      if (options.watch) await watch(root, options);
      else process.exitCode = await check(root, options, new Toolbox());
    });
}

/** Checks once and writes the report. Returns the exit status. */
async function check(root: string, options: Options, toolbox: Toolbox): Promise<number> {
  const progress = new Progress();
  try {
    const validation = await validate(new Project(root, projectOptions(options, progress), toolbox), { server: options.server });
    const report = options.baseline === undefined ? validation : await since(validation, options.baseline, projectOptions(options, progress));
    const format = await loadFormat(options.format);
    const colors = options.output === undefined ? terminalColors() : noColors();
    const text = await format(report, { root, colors, all: options.all || options.watch });
    progress.clear();
    if (options.watch) clearScreen();
    if (options.output === undefined) process.stdout.write(text);
    else writeWhole(resolve(options.output), text);
    return statusOf(report.summary.findings, options.failOn);
  } catch (error) {
    // What an earlier run wrote must not be taken for an answer.
    if (options.output !== undefined) writeWhole(resolve(options.output), FAILURES[options.format]?.(explain(error)) ?? "");
    throw error;
  } finally {
    progress.clear();
  }
}

/** What is found that an earlier revision has not. */
async function since({ project, ...report }: Validation, revision: string, options: ProjectOptions): Promise<Report> {
  const snapshots = new Snapshots(project.toolbox);
  try {
    const before = await snapshots.at(project.root, revision, { ...options, name: revision, allowEmpty: true });
    const { fresh, old } = baseline((await validate(before)).findings, report.findings);
    if (old.length > 0)
      process.stderr.write(`validate: ${plural(old.length, "finding")} that ${revision} has too ${old.length === 1 ? "is" : "are"} not shown\n`);
    return { ...report, project, findings: fresh, summary: { ...report.summary, findings: countFindings(fresh) } };
  } finally {
    snapshots.remove();
  }
}

/** Checks again and again; where the tool cannot do its work that is said, and a change is waited for. */
async function watch(root: string, options: Options): Promise<void> {
  const output = options.output === undefined ? undefined : resolve(options.output);
  const watcher = new Watcher(root, (file) => output !== undefined && file.startsWith(output));
  process.once("SIGINT", () => {
    watcher.close();
    process.exit(EXIT.clean);
  });
  const toolbox = new Toolbox({ remember: true });
  for (;;) {
    process.stderr.write("validate: checking\n");
    await check(root, options, toolbox).catch((error) => {
      clearScreen();
      for (const line of explain(error)) process.stderr.write(`validate: ${line}\n`);
    });
    process.stderr.write(`validate: watching ${root}, Ctrl-C stops\n`);
    const changed = await watcher.next();
    toolbox.builds.clear();
    const isRule = (file: string) => /\.(rego|wasm)$/.test(file) || file.startsWith(`${dirname(POLICY_DIST)}${sep}`);
    if ([...changed].some(isRule)) toolbox.forgetPolicies();
  }
}

/** On a terminal only the last report stays. */
function clearScreen(): void {
  if (process.stdout.isTTY) process.stdout.write("\x1b[2J\x1b[3J\x1b[H");
}
