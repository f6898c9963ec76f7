import { type Check, rule } from "../rule.ts";
import { nonNegative } from "../values.ts";

/** The number of indexes in a list such as "0,2-5", or what is wrong with it. Source: batch validateIndexesFormat. */
function countIndexes(text: string, completions: number): number | string {
  let last: number | undefined;
  let total = 0;
  for (const interval of text === "" ? [] : text.split(",")) {
    const parts = interval.split("-");
    if (parts.length > 2) {
      return `the fragment "${interval}" violates the requirement that an index interval can have at most two parts separated by '-'`;
    }
    for (const part of parts) {
      if (!/^[+]?[0-9]+$/.test(part)) return `cannot convert string to integer for index: "${part}"`;
      if (Number(part) >= completions) return `too large index: "${part}"`;
    }
    const [from = 0, to = from] = parts.map(Number);
    if (parts.length === 2 && from >= to) return `non-increasing order, previous: ${from}, current: ${to}`;
    if (last !== undefined && last >= from) return `non-increasing order, previous: ${last}, current: ${from}`;
    total += to - from + 1;
    last = to;
  }
  return total;
}

/** When an indexed Job counts as a success although not every index succeeded. */
export const successPolicy: Check = rule(
  "job-success-policy",
  "batch validateSuccessPolicy",
  "Give each rule succeededIndexes in rising order, or succeededCount, within the completions.",
  (spec) => {
    const [policy, completions] = [spec.at("successPolicy"), spec.at("completions").number ?? 1];
    if (!policy.present || spec.at("completionMode").text !== "Indexed") return;
    const rules = policy.at("rules");
    if (rules.size === 0) rules.required("at least one rules must be specified when the successPolicy is specified");
    if (rules.size > 20) rules.tooMany(20);
    for (const rule of rules.items) {
      const [indexes, count] = [rule.at("succeededIndexes"), rule.at("succeededCount")];
      if (!indexes.present && !count.present) {
        rule.required("at least one of succeededCount or succeededIndexes must be specified");
      }
      const total = indexes.present ? countIndexes(indexes.text, completions) : completions;
      if (typeof total === "string") indexes.invalid(`error parsing succeededIndexes: ${total}`);
      nonNegative(count);
      const wanted = count.number ?? 0;
      if (wanted > completions) {
        count.invalid(`must be less than or equal to ${completions} (the number of specified completions)`);
      } else if (typeof total === "number" && wanted > total) {
        count.invalid(`must be less than or equal to ${total} (the number of indexes in the specified succeededIndexes field)`);
      }
    }
  },
);
