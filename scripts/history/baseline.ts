import type { Finding } from "../finding.ts";
import { fingerprint } from "../report/fingerprint.ts";

/** What a change brings, and what was there before it. */
export interface Baseline {
  /** What the change brings. */
  readonly fresh: readonly Finding[];
  /** What the state before has too. */
  readonly old: readonly Finding[];
  /** What only the state before has. */
  readonly mended: readonly Finding[];
}

/** Tells the findings that a change brings from those that were there: by fingerprint, and where that moved (another item came before it in a list) by what they say. */
export function baseline(before: readonly Finding[], after: readonly Finding[]): Baseline {
  const exact = matched(before, after, fingerprint);
  const left = (all: readonly Finding[], taken: ReadonlySet<Finding>) => all.filter((finding) => !taken.has(finding));
  const similar = matched(left(before, exact), left(after, exact), (finding) => fingerprint({ ...finding, path: "" }));
  const isOld = (finding: Finding) => exact.has(finding) || similar.has(finding);
  return { fresh: after.filter((finding) => !isOld(finding)), old: after.filter(isOld), mended: before.filter((finding) => !isOld(finding)) };
}

/** The findings of both sides that have a counterpart: two of a kind need two. */
function matched(before: readonly Finding[], after: readonly Finding[], key: (finding: Finding) => string): Set<Finding> {
  const [was, is] = [Map.groupBy(before, key), Map.groupBy(after, key)];
  const pairs = [...is].flatMap(([name, now]) => {
    const then = was.get(name) ?? [];
    const count = Math.min(then.length, now.length);
    return [...then.slice(0, count), ...now.slice(0, count)];
  });
  return new Set(pairs);
}
