import { dirname, resolve, sep } from "node:path";
import { Option } from "commander";
import { type Memory, type RenderOptions, validate } from "../pipeline.ts";
import { POLICY_DIST } from "../policy/module.ts";
import { formatNames, loadFormat } from "../report/format.ts";
import { noColors, terminalColors } from "./colors.ts";
import { writeWhole } from "./output.ts";
import { Progress } from "./progress.ts";
import { command, EXIT, explain, type FailOn, failOnOption, run, statusOf } from "./run.ts";
import { Watcher } from "./watch.ts";

interface Options {
  format: string;
  output?: string;
  env?: string;
  data?: string;
  server: boolean;
  failOn: FailOn;
  watch: boolean;
  allowRemote: boolean;
  cache: boolean;
}

/** `npm run validate`: renders, validates and judges a GitOps repository. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = command("validate", "Render every overlay with the real Kustomize, check every object against its model, judge it by the policies.")
    .argument("[dir]", "the repository: any directory holding kustomizations or plain manifests", ".")
    .addOption(new Option("-f, --format <format>", "how to print the report").choices(formatNames()).default("text"))
    .option("-o, --output <file>", "write the report to a file, whole or not at all")
    .option("-e, --env <name>", "only this environment")
    .addOption(failOnOption())
    .option("-w, --watch", "check again whenever a file changes, until Ctrl-C", false)
    .option("--data <dir>", "a folder whose policies/data fill in what the repository's own do not say")
    .option("--server", "ask the cluster of kubectl's current context too, by a server-side dry run that keeps nothing", false)
    .option("--allow-remote", "let Kustomize load remote bases and files", false)
    .option("--no-cache", "render everything anew, and keep nothing")
    .addHelpText("after", "\nExit status: 0 clean, 1 findings at the failing level, 2 the tool could not do its work.");
  program.action(async (dir: string, options: Options) => {
    const root = resolve(dir);
    if (options.watch) await watch(root, options);
    else process.exitCode = await check(root, options);
  });
  await run("validate", program, argv);
}

/** Checks once and writes the report. Returns the exit status. */
async function check(root: string, options: Options, memory?: Memory): Promise<number> {
  const progress = new Progress();
  const renderOptions: RenderOptions = {
    root,
    ...(options.env === undefined ? {} : { environment: options.env }),
    ...(options.data === undefined ? {} : { data: resolve(options.data) }),
    permissions: { remote: options.allowRemote },
    server: options.server,
    cache: options.cache,
    onProgress: (message) => progress.show(message),
  };
  try {
    const report = await validate(renderOptions, memory);
    const format = await loadFormat(options.format);
    const colors = options.output === undefined ? terminalColors() : noColors();
    const text = await format(report, { root, colors });
    progress.clear();
    if (memory) clearScreen();
    if (options.output === undefined) process.stdout.write(text);
    else writeWhole(resolve(options.output), text);
    return statusOf(report.summary.findings, options.failOn);
  } finally {
    progress.clear();
  }
}

/** Checks again and again; what cannot be read is said, and waited for. */
async function watch(root: string, options: Options): Promise<void> {
  const output = options.output === undefined ? undefined : resolve(options.output);
  const watcher = new Watcher(root, (file) => output !== undefined && file.startsWith(output));
  process.once("SIGINT", () => {
    watcher.close();
    process.exit(EXIT.clean);
  });
  let memory: Memory = { answers: new Map() };
  for (;;) {
    process.stderr.write("validate: checking\n");
    await check(root, options, memory).catch((error) => {
      clearScreen();
      for (const line of explain(error)) process.stderr.write(`validate: ${line}\n`);
    });
    process.stderr.write(`validate: watching ${root}, Ctrl-C stops\n`);
    const changed = await watcher.next();
    if ([...changed].some((file) => file.startsWith(`${dirname(POLICY_DIST)}${sep}`))) memory = { answers: new Map() };
  }
}

/** On a terminal only the last report stays. */
function clearScreen(): void {
  if (process.stdout.isTTY) process.stdout.write("\x1b[2J\x1b[3J\x1b[H");
}
