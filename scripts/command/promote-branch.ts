import { CONFIG_FILE } from "../config.ts";
import { UserError } from "../errors.ts";
import { costText } from "../history/cost-delta.ts";
import { loadDiffFormat } from "../history/format.ts";
import { commitEdits, createBranch, treeOf } from "../history/promote/commit.ts";
import type { History } from "../history/promote/history.ts";
import { holdName, holdOn, withHolds, withoutHolds } from "../history/promote/holds.ts";
import { opener, openPullRequest } from "../history/promote/open.ts";
import { placeName } from "../history/promote/overlays.ts";
import { type Conflict, type Plan, plan, type Route } from "../history/promote/plan.ts";
import { forbidding, prepare, requireClean } from "../history/promote/promote.ts";
import { Redactor } from "../redactor.ts";
import { list, place } from "../report/wording.ts";
import type { SecretForms } from "../secret-forms.ts";
import { calling } from "../toolchain.ts";
import { terminalColors } from "./colors.ts";
import { projectOptions } from "./options.ts";
import type { Action, PromoteOptions } from "./promote.ts";
import { say } from "./promote-words.ts";
import { EXIT } from "./run.ts";

/** `promote`: merges, validates, and commits the result to a branch of its own. */
export const promote: Action = async (snapshots, history, [asked], options) => {
  const route = asked as Route;
  const judging = projectOptions(options);
  const target = await snapshots.at(history.root, route.target, judging);
  const repository = await target.repository();
  const planned = await plan(repository, history, route);
  const redactor = new Redactor((await target.parameters()).params["secrets"] as SecretForms, []);
  for (const conflict of planned.conflicts) say(conflictText(conflict, route, (line) => redactor.line(line, false)));
  if (planned.conflicts.length > 0) return EXIT.findings;
  if (planned.changes.length === 0) return say(`${route.to} has everything that ${route.from} has`);
  const held = planned.back ? [] : planned.apps.flatMap((app) => holdOn(repository.config.promote, app, route.to) ?? []);
  for (const hold of held) say(`${holdName(hold)}\n  When the cause is mended: ${calling("promote", `--lift ${hold.application}`)}`);
  if (held.length > 0) return EXIT.findings;
  await requireClean(snapshots, history, route, judging);
  const program = options.open && !options.dryRun ? await opener(history.root) : undefined;
  const whole = planned.back ? await withHold(history, route, planned, options.reason) : planned;
  const promotion = await prepare(snapshots, history, route, whole, judging);
  const format = await loadDiffFormat("text");
  say(`${format(promotion.review.comparison, terminalColors())}\n${costText(promotion.review.cost)}`);
  const errors = forbidding(promotion.review, route);
  for (const { source, message, rule, help } of errors) say(`${source ? `${place(source)}: ` : ""}error: ${message} [${rule}]\n  ${help}`);
  if (errors.length > 0) return EXIT.findings;
  if (options.dryRun) return say(`would commit:\n\n${promotion.message}`);
  const what = planned.back ? "roll-back" : "promote";
  return finish(history, promotion.commit, promotion.message, `${what}/${planned.apps.join("-")}-to-${route.to}`, options, program);
};

/** `promote --lift`: a branch on which applications are no longer held back. */
export const liftHold: Action = async (_snapshots, history, [asked], options) => {
  const { apps, to, target } = asked as Route;
  if (apps.length === 0) throw new UserError("which application to lift the hold of is not said: name it");
  const text = withoutHolds(await history.text(target, CONFIG_FILE), apps, to);
  const message = `Lift the hold on ${list(apps)} in ${to}\n${options.reason === undefined ? "" : `\n${options.reason}\n`}`;
  const program = options.open && !options.dryRun ? await opener(history.root) : undefined;
  if (options.dryRun) return say(`would commit:\n\n${message}`);
  const commit = await commitEdits(history, target, new Map([[CONFIG_FILE, text]]), message);
  return finish(history, commit, message, `lift/${apps.join("-")}-in-${to}`, options, program);
};

/** What is taken back must not come in again by the next promotion. */
async function withHold(history: History, { to, source, target }: Route, planned: Plan, reason: string | undefined): Promise<Plan> {
  const since = new Date().toISOString().slice(0, 10);
  const why = reason ?? `rolled back to ${source.slice(0, 12)}`;
  const holds = planned.apps.map((application) => ({ application, environment: to, since, reason: why }));
  return { ...planned, edits: new Map([...planned.edits, [CONFIG_FILE, withHolds(await history.text(target, CONFIG_FILE), holds)]]) };
}

async function finish(history: History, commit: string, message: string, stem: string, options: PromoteOptions, program: "gh" | "glab" | undefined) {
  const branch = options.branch ?? `${stem}-${(await treeOf(history.root, commit)).slice(0, 8)}`;
  const isNew = await createBranch(history.root, branch, commit);
  const done = isNew ? `committed to the branch ${branch}` : `the branch ${branch} holds the same already`;
  if (program === undefined) return say(`${done}; push it with: git push origin ${branch}`);
  return say(`${done}; the pull request is ${await openPullRequest(history.root, program, branch, message)}`);
}

function conflictText({ app, item: { from, to }, text }: Conflict, route: Route, shown: (line: string) => string): string {
  return `conflict in ${placeName(to)} (${app}): both environments changed it
${text.split("\n").map(shown).join("\n")}
Next: decide what both should have, write it to ${placeName(from)} and merge that, so that ${route.from} tries it. Then write the same to
${placeName(to)}, and the check takes it; what else waits of ${app} is promoted by: ${calling("promote", app)}`;
}
