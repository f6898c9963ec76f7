import { resolve } from "node:path";
import { Option } from "commander";
import pc from "picocolors";
import { validate } from "../pipeline.ts";
import { formatNames, loadFormat } from "../report/format.ts";
import { Progress } from "./progress.ts";
import { command, EXIT, run } from "./run.ts";

interface Options {
  format: string;
  env?: string;
  failOn: "error" | "warning";
  allowRemote: boolean;
  cache: boolean;
}

/** `npm run validate`: renders, validates and judges a GitOps repository. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = command("validate", "Render every overlay with the real Kustomize, check every object against its model, judge it by the policies.")
    .argument("[dir]", "the repository: any directory holding kustomizations or plain manifests", ".")
    .addOption(new Option("-f, --format <format>", "how to print the report").choices(formatNames()).default("text"))
    .option("-e, --env <name>", "only this environment")
    .addOption(new Option("--fail-on <severity>", "exit 1 from this severity on").choices(["error", "warning"]).default("error"))
    .option("--allow-remote", "let Kustomize load remote bases and files", false)
    .option("--no-cache", "render everything anew, and keep nothing")
    .addHelpText("after", "\nExit status: 0 clean, 1 findings at the failing level, 2 the tool could not do its work.");
  program.action(async (dir: string, options: Options) => {
    const progress = new Progress();
    try {
      const report = await validate({
        root: resolve(dir),
        ...(options.env === undefined ? {} : { environment: options.env }),
        permissions: { remote: options.allowRemote },
        cache: options.cache,
        onProgress: (message) => progress.show(message),
      });
      progress.clear();
      const format = await loadFormat(options.format);
      process.stdout.write(await format(report, { root: resolve(dir), colors: pc.createColors(pc.isColorSupported && process.stdout.isTTY) }));
      const { error, warning } = report.summary.findings;
      process.exitCode = error > 0 || (options.failOn === "warning" && warning > 0) ? EXIT.findings : EXIT.clean;
    } finally {
      progress.clear();
    }
  });
  await run("validate", program, argv);
}
