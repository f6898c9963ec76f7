import type { Command } from "commander";
import { CONFIG_FILE, readConfig } from "../config.ts";
import { UserError } from "../errors.ts";
import { mergeBase, resolveCommit } from "../git/git.ts";
import { costText } from "../history/cost-delta.ts";
import { loadDiffFormat } from "../history/format.ts";
import { check } from "../history/promote/check.ts";
import { createBranch } from "../history/promote/commit.ts";
import { renderDigest } from "../history/promote/digest.ts";
import { History } from "../history/promote/history.ts";
import { plan, type Route } from "../history/promote/plan.ts";
import { forbidding, prepare, requireClean } from "../history/promote/promote.ts";
import { withoutPromotion } from "../history/promote/require.ts";
import { status } from "../history/promote/status.ts";
import { Snapshots } from "../history/snapshot.ts";
import { Redactor } from "../redactor.ts";
import { countFindings } from "../report/summary.ts";
import { list, place, setLevel } from "../report/wording.ts";
import { applyLevels } from "../rules/levels.ts";
import type { SecretForms } from "../secret-forms.ts";
import { terminalColors } from "./colors.ts";
import { projectOptions, type RepositoryOptions, rootOf, withAllEnvironments } from "./options.ts";
import { command, EXIT } from "./run.ts";

interface Options extends RepositoryOptions {
  from?: string;
  to?: string;
  revision: string;
  onto: string;
  branch?: string;
  dryRun: boolean;
  check?: string;
  status: boolean;
}

/** `npm run promote -- [APP…] --from staging --to production`: promotion by overlay merge. */
export function program(): Command {
  return withAllEnvironments(
    command("promote", "Merge what is promotable of one environment's overlays into another's, validate the result, and commit it to a new branch."),
  )
    .argument("[apps...]", "only these applications")
    .option("--from <env>", "the environment to take it from; promote.from of gitops.yaml when left out")
    .option("--to <env>", "the environment to bring it to; promote.to of gitops.yaml when left out")
    .option("--revision <revision>", "the source's state at this revision; an earlier one rolls back", "HEAD")
    .option("--onto <revision>", "the revision to promote onto", "HEAD")
    .option("--branch <name>", "the branch to make")
    .option("--dry-run", "show everything, write nothing", false)
    .option("--check <base>", "prove that what changed since this revision is a state that the source held, validated as it is")
    .option("--status", "show what the source has that the target has not, and since when", false)
    .addHelpText("after", "\nExit status: 0 done, 1 conflicts or findings, 2 the tool could not do its work.")
    .action(async (apps: string[], options: Options) => {
      const snapshots = new Snapshots();
      try {
        const root = rootOf(options);
        const [source, target] = [await resolveCommit(root, options.revision), await resolveCommit(root, options.onto)];
        const { promote: habit } = (await readConfig(root)).config;
        const route = { from: environment("from", options.from ?? habit.from), to: environment("to", options.to ?? habit.to), apps, source, target };
        const act = options.status ? showStatus : options.check === undefined ? promote : prove;
        process.exitCode = await act(snapshots, new History(root), route, options);
      } finally {
        snapshots.remove();
      }
    });
}

function environment(end: "from" | "to", name: string | undefined): string {
  if (name === undefined) throw new UserError(`which environment to promote ${end} is not said: give --${end}, or promote.${end} in ${CONFIG_FILE}`);
  return name;
}

type Action = (snapshots: Snapshots, history: History, route: Route, options: Options) => Promise<number>;

const promote: Action = async (snapshots, history, route, options) => {
  const { dryRun, branch } = options;
  const judging = projectOptions(options);
  const target = await snapshots.at(history.root, route.target, judging);
  const repository = await target.repository();
  const planned = await plan(repository, history, route);
  const redactor = new Redactor((await target.parameters()).params["secrets"] as SecretForms, []);
  for (const { app, file, text } of planned.conflicts)
    say(
      `conflict in ${file} (${app}): both environments changed it\n${text
        .split("\n")
        .map((line) => redactor.line(line, false))
        .join("\n")}`,
    );
  if (planned.conflicts.length > 0) return EXIT.findings;
  if (planned.edits.size === 0) return say(`${route.to} has everything that ${route.from} has`);
  await requireClean(snapshots, history, route, judging);
  const promotion = await prepare(snapshots, history, route, planned, judging);
  const format = await loadDiffFormat("text");
  say(`${format(promotion.review.comparison, terminalColors())}\n${costText(promotion.review.cost)}`);
  const errors = forbidding(promotion.review, route);
  for (const { source, message, rule, help } of errors) say(`${source ? `${place(source)}: ` : ""}error: ${message} [${rule}]\n  ${help}`);
  if (errors.length > 0) return EXIT.findings;
  if (dryRun) return say(`would commit:\n\n${promotion.message}`);
  const name = branch ?? `promote/${planned.apps.join("-")}-to-${route.to}-${promotion.commit.slice(0, 8)}`;
  await createBranch(history.root, name, promotion.commit);
  return say(`committed to the branch ${name}; push it with: git push origin ${name}`);
};

const showStatus: Action = async (snapshots, history, route, options) => {
  const repository = await (await snapshots.at(history.root, route.target, projectOptions(options))).repository();
  const waiting = await status(repository, history, route);
  for (const { app, file, commits, since } of waiting) {
    say(
      `${app}: ${file} ${since ? `waits since ${since}` : "has no state in common with its counterpart"}${commits.map((commit) => `\n  ${commit}`).join("")}`,
    );
  }
  return waiting.length > 0 ? EXIT.clean : say(`${route.to} has everything that ${route.from} has`);
};

const prove: Action = async (snapshots, history, route, options) => {
  const { check: base = "" } = options;
  const since = await mergeBase(history.root, base, route.source);
  const judging = projectOptions(options);
  const before = await snapshots.at(history.root, since, { ...judging, allowEmpty: true });
  const after = await snapshots.at(history.root, route.source, judging);
  const { repository, objects } = await after.rendering();
  const proved = await check(repository, history, { ...route, target: since }, renderDigest(objects, route.to));
  const around = await withoutPromotion(history, before, after, route);
  const { findings, levels } = applyLevels([...proved, ...around.findings], repository.config);
  for (const { source, severity, message, rule, help } of findings) say(`${source ? `${source.file}: ` : ""}${severity}: ${message} [${rule}]\n  ${help}`);
  for (const each of levels.filter((level) => level.findings > 0)) say(`${CONFIG_FILE} sets ${setLevel(each)}`);
  for (const { file, applications } of around.said) say(`${file}: changes ${route.to} (${list(applications)}) without a promotion`);
  if (countFindings(findings).error > 0) return EXIT.findings;
  const files = repository.config.promote.files.join(", ");
  return say(`each ${files} that changed in ${route.to} since ${base} is a state that ${route.from} held; nothing is proved of other files`);
};

function say(text: string): typeof EXIT.clean {
  process.stdout.write(`${text}\n`);
  return EXIT.clean;
}
