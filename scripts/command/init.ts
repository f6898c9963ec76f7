import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { Command } from "commander";
import { type FoundEnvironment, firstFiles, foundEnvironments } from "../new/init.ts";
import type { NewFiles } from "../new/policy.ts";
import { type Validation, validate } from "../pipeline.ts";
import { Project } from "../project.ts";
import { shareFindings } from "../report/shared.ts";
import { countFindings } from "../report/summary.ts";
import { clip, list, plural } from "../report/wording.ts";
import { keep } from "../rules/keep.ts";
import { calling } from "../toolchain.ts";
import { projectOptions, type RepositoryOptions, rootOf, withDirectory } from "./options.ts";
import { Progress } from "./progress.ts";
import { command } from "./run.ts";

/** `npm run init`: a first look at a repository, and the files that it starts with. */
export function program(): Command {
  return withDirectory(
    command("init", "Look at a repository for the first time: write a gitops.yaml with what was found, and a workflow. Overwrites nothing."),
  ).action(async (dir: string | undefined, options: RepositoryOptions) => {
    const root = rootOf(options, dir);
    const progress = new Progress();
    try {
      const project = new Project(root, projectOptions(options, progress));
      const validation = await validate(project);
      const repository = await project.repository();
      progress.clear();
      say([`In ${basename(root)} there is`, ...found(foundEnvironments(repository), validation), ""]);
      say(write(root, firstFiles(repository)));
      say(["", ...next(validation, root === process.cwd() ? "" : root)]);
    } finally {
      progress.clear();
    }
  });
}

function found(environments: readonly FoundEnvironment[], { summary }: Validation): string[] {
  const width = Math.max(0, ...environments.map(({ name }) => name.length));
  const shown = environments
    .slice(0, MOST)
    .map(({ name, folders, trees }) => `  ${name.padEnd(width)}  ${plural(trees, "tree")}: ${clip(list(folders), 66 - width)}`);
  return [
    ...shown,
    ...(environments.length > MOST ? [`  and ${plural(environments.length - MOST, "environment")} more`] : []),
    ...(summary.alone > 0 ? [`  ${plural(summary.alone, "tree")} that nothing places in an environment: judged alone`] : []),
    `  ${plural(summary.objects, "object")}, ${plural(summary.applications, "Argo CD Application")}`,
  ];
}

/** More environments than this are counted. */
const MOST = 10;

/** Writes what is not there yet, and says what was done. */
function write(root: string, files: NewFiles): string[] {
  const missing = [...files].filter(([file]) => !existsSync(join(root, file)));
  const there = [...files.keys()].filter((file) => existsSync(join(root, file)));
  if (missing.length > 0) keep(root, new Map(missing), false, calling("init"));
  return [...missing.map(([file]) => `wrote ${file}`), ...there.map((file) => `${file} is there already and stays as it is`)];
}

/** @param at the directory, where it is not the one that the person is in */
function next({ findings, summary }: Validation, at: string): string[] {
  const { error, warning } = countFindings(shareFindings(findings));
  const { profile } = summary;
  const strict =
    profile.findings > 0 ? `what it would say today: ${profile.findings} findings more` : "as far as anybody can see it would say nothing more today";
  return [
    `Now it finds ${plural(error, "error")} and ${plural(warning, "warning")}: ${calling("validate", at)}`,
    `A pull request is judged by what it brings, not by what was there: ${calling("pr", [at && `-C ${at}`, "main"].filter(Boolean).join(" "))}`,
    "",
    "To switch on next, each in a line of gitops.yaml or a file beside it:",
    ...(profile.name === "strict" ? [] : [`  profile: strict         every rule; ${strict}`]),
    "  policies/data/*.yaml    registries, budgets: without, rules are silent",
    "  promote: {from, to}     what moves from one environment to the next",
    `  charts.lock.yaml        what Helm charts render is judged too: ${calling("charts", at)}`,
  ];
}

function say(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}
