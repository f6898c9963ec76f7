import { dnsLabel } from "../formats.ts";
import { labelSelector } from "../label-selector.ts";
import { type Check, rule } from "../rule.ts";
import { selects } from "../selector.ts";
import { jobSpec } from "./job-spec.ts";

const selector: Check = rule(
  "job-selector",
  "batch validateGeneratedSelector",
  "Leave selector out: each Job gets its own. With manualSelector: true it must match the template's labels.",
  (spec) => {
    const [given, labels] = [spec.at("selector"), spec.under("template", "metadata", "labels")];
    if (!spec.at("manualSelector").true) {
      if (given.present) given.invalid("`selector` not auto-generated");
      return;
    }
    if (!given.present) given.required();
    else if (selects(given, labels) === false) {
      labels.invalid("`selector` does not match template `labels`", labels.value ?? null);
    }
  },
);

const podNames: Check = rule(
  "indexed-job-name",
  "batch ValidateJob",
  "Give an indexed Job a name short enough that its pods' names, with the index, stay DNS labels.",
  (object) => {
    const [name, completions] = [object.under("metadata", "name"), object.under("spec", "completions").number ?? 1];
    if (object.under("spec", "completionMode").text !== "Indexed" || completions < 1) return;
    const last = `${name.text}-${completions - 1}`;
    if (name.text !== "" && dnsLabel(last).length > 0) {
      name.invalid(`will not able to create pod with invalid DNS label: ${last}`);
    }
  },
);

const jobName: Check = rule(
  "job-name",
  "registry/batch/job generateSelector",
  "Give a Job a name of at most 63 characters: its pods bear it as a label.",
  (name) => {
    if (name.text.length > 63) name.invalid("must be no more than 63 bytes");
  },
);

/** Job, batch/v1. */
export const job: Check = (object) => {
  const spec = object.at("spec");
  labelSelector(spec.at("selector"));
  selector(spec);
  podNames(object);
  jobSpec(spec, false);
  jobName(object.under("metadata", "name"));
};
