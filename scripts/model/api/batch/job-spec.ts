import { podTemplate } from "../core/pod.ts";
import type { Field } from "../field.ts";
import { domainPrefixedPath } from "../formats.ts";
import { type Check, fields, rule } from "../rule.ts";
import { listed, nonNegative } from "../values.ts";
import { podFailurePolicy } from "./pod-failure-policy.ts";
import { successPolicy } from "./success-policy.ts";

const numbers: Check = rule(
  "job-numbers",
  "batch validateJobSpec",
  "Use numbers that are not negative.",
  fields({
    parallelism: nonNegative,
    completions: nonNegative,
    activeDeadlineSeconds: nonNegative,
    backoffLimit: nonNegative,
    ttlSecondsAfterFinished: nonNegative,
    backoffLimitPerIndex: nonNegative,
    maxFailedIndexes: nonNegative,
  }),
);

const MOST_INDEXES = 100_000;
const MOST_BEYOND = 10_000;

const indexed: Check<[inTemplate: boolean]> = rule(
  "job-completion-mode",
  "batch validateJobSpec",
  "Use completionMode Indexed with completions; backoffLimitPerIndex, maxFailedIndexes and successPolicy need it.",
  (spec, inTemplate) => {
    const [mode, completions, parallelism, perIndex, failed] = spec.places(
      "completionMode",
      "completions",
      "parallelism",
      "backoffLimitPerIndex",
      "maxFailedIndexes",
    );
    listed("NonIndexed", "Indexed")(mode);
    if (failed.present && !perIndex.present) perIndex.required("when maxFailedIndexes is specified");
    if (mode.text === "Indexed") {
      const [number, most] = [completions.number, failed.number ?? 0];
      const defaulted = !inTemplate && !completions.present && !parallelism.present;
      if (number === undefined && !defaulted) completions.required("when completion mode is Indexed");
      if ((parallelism.number ?? 0) > MOST_INDEXES) {
        parallelism.invalid(`must be less than or equal to ${MOST_INDEXES} when completion mode is Indexed`);
      }
      if (most > (number ?? 1)) failed.invalid("must be less than or equal to completions");
      if (most > MOST_INDEXES) failed.invalid(`must be less than or equal to ${MOST_INDEXES}`);
      if ((number ?? 0) > MOST_INDEXES && perIndex.present) manyIndexes(failed, parallelism);
    } else {
      if (perIndex.present) perIndex.invalid("requires indexed completion mode");
      if (failed.present) failed.invalid("requires indexed completion mode");
      if (spec.at("successPolicy").present) spec.at("successPolicy").invalid("requires indexed completion mode");
    }
  },
);

/** What holds besides when more than 100,000 indexes fail one by one. */
function manyIndexes(failed: Field, parallelism: Field): void {
  if (!failed.present) failed.required(`must be specified when completions is above ${MOST_INDEXES}`);
  for (const field of [parallelism, failed]) {
    if ((field.number ?? 0) <= MOST_BEYOND) continue;
    field.invalid(`must be less than or equal to ${MOST_BEYOND} when completions are above ${MOST_INDEXES} and used with backoff limit per index`);
  }
}

const ending: Check = rule(
  "job-restart-policy",
  "batch validateJobSpec",
  "Set the template's restartPolicy to OnFailure or Never; with a podFailurePolicy only Never.",
  (spec) => {
    const policy = spec.under("template", "spec", "restartPolicy");
    if (policy.text === "" || policy.text === "Always") policy.required('valid values: "OnFailure", "Never"');
    else if (policy.text === "OnFailure" && spec.at("podFailurePolicy").present) {
      policy.invalid('only "Never" is supported when podFailurePolicy is specified');
    }
  },
);

const policies: Check = rule(
  "job-policies",
  "batch validatePodReplacementPolicy, validateJobSpec",
  "Use podReplacementPolicy Failed or TerminatingOrFailed (with a podFailurePolicy only Failed), and managedBy domain/path.",
  (spec) => {
    const [replacement, manager] = [spec.at("podReplacementPolicy"), spec.at("managedBy")];
    const allowed = spec.at("podFailurePolicy").present ? ["Failed"] : ["Failed", "TerminatingOrFailed"];
    listed(...allowed)(replacement);
    if (!manager.present) return;
    if (manager.text === "") manager.required();
    else manager.invalidEach(domainPrefixedPath(manager.text));
    if (manager.text.length > 63) manager.tooLong(63);
  },
);

/**
 * What a Job does.
 * @param inTemplate whether it stands in a CronJob, where it is not defaulted
 */
export const jobSpec: Check<[inTemplate: boolean]> = (spec, inTemplate) => {
  for (const check of [numbers, ending, policies]) check(spec);
  indexed(spec, inTemplate);
  podFailurePolicy(spec);
  successPolicy(spec);
  podTemplate(spec.at("template"));
};
