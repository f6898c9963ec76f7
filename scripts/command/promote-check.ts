import { CONFIG_FILE } from "../config.ts";
import type { Finding } from "../finding.ts";
import { mergeBase } from "../git/git.ts";
import { check } from "../history/promote/check.ts";
import { renderDigest } from "../history/promote/digest.ts";
import { hotfixReason, withoutPromotion } from "../history/promote/require.ts";
import { countFindings } from "../report/summary.ts";
import { list, setLevel } from "../report/wording.ts";
import { applyLevels } from "../rules/levels.ts";
import { projectOptions } from "./options.ts";
import type { Action } from "./promote.ts";
import { gateLine, say, witnesses } from "./promote-words.ts";
import { EXIT } from "./run.ts";

/** `promote --check`: what a change brings to the targets of promotions was tried in the environment before, and its gates are open. */
export const prove: Action = async (snapshots, history, routes, options) => {
  const { check: base = "" } = options;
  const head = routes[0]?.source as string;
  const since = await mergeBase(history.root, base, head);
  const judging = projectOptions(options);
  const before = await snapshots.at(history.root, since, { ...judging, allowEmpty: true });
  const after = await snapshots.at(history.root, head, judging);
  const { repository, objects } = await after.rendering();
  const proofs = await Promise.all(
    routes.map((route) => check(repository, history, { ...route, target: since }, renderDigest(objects, route.to), witnesses(history.root, options))),
  );
  const around = await withoutPromotion(history, before, after, routes);
  const { findings, levels } = applyLevels([...proofs.flatMap((proof) => proof.findings), ...around.findings], repository.config);
  const hotfix = await hotfixReason(history, since, head);
  for (const finding of findings) say(hotfix === undefined ? findingLine(finding) : `hotfix (${hotfix}): ${findingLine(finding)}`);
  for (const gate of proofs.flatMap((proof) => proof.gates)) if (gate.state !== "closed") say(gateLine(gate));
  for (const each of levels.filter((level) => level.findings > 0)) say(`${CONFIG_FILE} sets ${setLevel(each)}`);
  for (const { file, to, applications } of around.said) say(`${file}: changes ${to} (${list(applications)}) without a promotion`);
  if (countFindings(findings).error > 0 && hotfix === undefined) return EXIT.findings;
  if (findings.length > 0) return EXIT.clean;
  const targets = list(routes.map(({ from, to }) => `${to} from ${from}`));
  return say(`what is promotable and changed since ${base} was held by the environment before (${targets}); nothing is proved of other files`);
};

function findingLine({ source, severity, message, rule, help, application }: Finding): string {
  const where = source ? `${source.file}: ` : application ? `${application}: ` : "";
  return `${where}${severity}: ${message} [${rule}]\n  ${help}`;
}
