import type { Command } from "commander";
import { CONFIG_FILE, readConfig } from "../config.ts";
import { UserError } from "../errors.ts";
import { resolveCommit } from "../git/git.ts";
import { History } from "../history/promote/history.ts";
import type { Route } from "../history/promote/plan.ts";
import { Snapshots } from "../history/snapshot.ts";
import { type PromoteConfig, stepsOf } from "../promote-config.ts";
import { list } from "../report/wording.ts";
import { type RepositoryOptions, rootOf, withAllEnvironments } from "./options.ts";
import { command } from "./run.ts";

/** The options of `promote`. */
export interface PromoteOptions extends RepositoryOptions {
  readonly from?: string;
  readonly to?: string;
  readonly revision: string;
  readonly onto: string;
  readonly branch?: string;
  readonly dryRun: boolean;
  readonly open: boolean;
  readonly reason?: string;
  readonly lift: boolean;
  readonly check?: string;
  readonly pullRequest?: string;
  readonly status: boolean;
}

/** One of the things that `promote` can do; returns the exit status. */
export type Action = (snapshots: Snapshots, history: History, routes: readonly Route[], options: PromoteOptions) => Promise<number>;

/** `npm run promote -- [APP…] --from staging --to production`: promotion by overlay merge. */
export function program(): Command {
  return withAllEnvironments(
    command("promote", "Merge what is promotable of one environment's overlays into another's, validate the result, and commit it to a new branch."),
  )
    .argument("[apps...]", "only these applications")
    .option("--from <env>", "the environment to take it from; as gitops.yaml says when left out")
    .option("--to <env>", "the environment to bring it to; as gitops.yaml says when left out")
    .option("--revision <revision>", "the source's state at this revision; an earlier one rolls back, and holds the application back", "HEAD")
    .option("--onto <revision>", "the revision to promote onto", "HEAD")
    .option("--branch <name>", "the branch to make")
    .option("--dry-run", "show everything, write nothing", false)
    .option("--open", "push the branch and open its pull request, with gh or glab", false)
    .option("--reason <text>", "why it is rolled back, or lifted")
    .option("--lift", "take the hold off the applications that are named", false)
    .option("--check <base>", "prove that what changed since this revision is a state that the source held, validated as it is, with its gates open")
    .option("--pull-request <number>", "the one that approvals are counted of; as the CI says when left out")
    .option("--status", "show what the source has that the target has not, since when, and what is on hold", false)
    .addHelpText("after", "\nExit status: 0 done, 1 conflicts or findings, 2 the tool could not do its work.")
    .action(async (apps: string[], options: PromoteOptions) => {
      const snapshots = new Snapshots();
      try {
        const root = rootOf(options);
        const [source, target] = [await resolveCommit(root, options.revision), await resolveCommit(root, options.onto)];
        const { config, troubles } = await readConfig(root);
        // Gates that cannot be read would all be open.
        if (troubles[0]) throw troubles[0];
        const routes = stepsAsked(config.promote, options).map((step) => ({ ...step, apps, source, target }));
        process.exitCode = await (await actionOf(options))(snapshots, new History(root), routes, options);
      } finally {
        snapshots.remove();
      }
    });
}

async function actionOf({ status, check, lift }: PromoteOptions): Promise<Action> {
  if (status) return (await import("./promote-status.ts")).showStatus;
  if (check !== undefined) return (await import("./promote-check.ts")).prove;
  const { liftHold, promote } = await import("./promote-branch.ts");
  return lift ? liftHold : promote;
}

/** The steps that are meant: those that the options name, of those that gitops.yaml says. */
function stepsAsked(config: PromoteConfig, { from, to, status, check }: PromoteOptions): { from: string; to: string }[] {
  if (from !== undefined && to !== undefined) return [{ from, to }];
  const steps = stepsOf(config).filter((step) => (from === undefined || step.from === from) && (to === undefined || step.to === to));
  const [step] = steps;
  if (!step) throw new UserError(`which environments to promote from and to is not said: give --from and --to, or promote.stages in ${CONFIG_FILE}`);
  if (steps.length > 1 && !status && check === undefined) throw new UserError(`which step is meant? Give --to: ${list(steps.map((each) => each.to))}`);
  return steps;
}
