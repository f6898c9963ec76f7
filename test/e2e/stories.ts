import { UserError } from "../../scripts/errors.ts";
import { bootstrap } from "./stories/bootstrap.ts";
import { brokenCommits, goodAfterBad } from "./stories/broken-commits.ts";
import { drift } from "./stories/drift.ts";
import { faults } from "./stories/faults.ts";
import { prune, removedField, rollback, takeOut } from "./stories/git-says.ts";
import { hold } from "./stories/hold.ts";
import { promotion } from "./stories/promotion.ts";
import { pushWithPolling, pushWithWebhook } from "./stories/push.ts";
import { scale } from "./stories/scale.ts";
import { selfHeal } from "./stories/self-heal.ts";
import type { Story } from "./story.ts";

interface Choice {
  root: string;
  to: string;
  names: readonly string[];
  long?: boolean;
  scale?: number;
  /** Whether the cluster is bootstrapped already. */
  bootstrapped?: boolean | undefined;
}

/**
 * The stories in their order; those that were not asked for say so, and are skipped in sight.
 * @throws UserError for a name that no story has
 */
export function storiesOf({ root, to, names, long = false, scale: count = 0, bootstrapped = false }: Choice): Story[] {
  const first = bootstrapped ? [] : [bootstrap];
  const quick = [pushWithWebhook, selfHeal, prune, removedField, drift, rollback, goodAfterBad, brokenCommits, hold, takeOut];
  const slow = [faults, pushWithPolling, promotion(root, to)];
  const all = [...quick, ...slow, scale(count)];
  const unknown = names.filter((name) => !all.some((story) => story.name === name));
  if (unknown.length > 0) throw new UserError(`no story is called ${unknown.join(", ")}; there is ${all.map(({ name }) => name).join(", ")}`);
  if (names.length > 0) return [...first, ...all.filter(({ name }) => names.includes(name))];
  return [
    ...first,
    ...quick,
    ...slow.map((story) => (long ? story : { ...story, needs: "takes minutes; --long runs it" })),
    count > 0 ? scale(count) : { ...scale(100), needs: "--scale <count> runs it" },
  ];
}
