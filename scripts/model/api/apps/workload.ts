import { podTemplate, type Surroundings } from "../core/pod.ts";
import type { Field } from "../field.ts";
import { labelSelector } from "../label-selector.ts";
import { type Check, rule } from "../rule.ts";
import { isEmptySelector, selects } from "../selector.ts";

/**
 * The selector of a workload: there, not empty, and matched by the template's labels.
 * @param spec the place of the workload's spec
 * @param kind as kube-apiserver calls it
 */
export const templateSelector: Check<[kind: string]> = rule(
  "template-selector",
  "apps ValidatePodTemplateSpecForReplicaSet",
  "Make spec.template.metadata.labels contain every label of spec.selector.",
  (spec, kind) => {
    const [selector, labels] = [spec.at("selector"), spec.under("template", "metadata", "labels")];
    if (!selector.present) return selector.required();
    if (isEmptySelector(selector)) return selector.invalid(`empty selector is invalid for ${kind}`);
    if (selects(selector, labels) === false) labels.invalid("`selector` does not match template `labels`", labels.value ?? null);
  },
);

/** A template of pods that run on. */
export const longRunning: Check<[kind: string]> = rule(
  "long-running-template",
  "apps ValidatePodTemplateSpecForReplicaSet",
  "Leave restartPolicy and activeDeadlineSeconds out of the template: the pods of this kind run on.",
  (pod, kind) => {
    const [policy, deadline] = [pod.at("restartPolicy"), pod.at("activeDeadlineSeconds")];
    if (policy.text === "OnFailure" || policy.text === "Never") policy.unsupported(["Always"]);
    if (deadline.present) deadline.forbidden(`activeDeadlineSeconds in ${kind} is not Supported`);
  },
);

/** The selector of a ReplicationController, a map of labels; the template's labels are its default. */
export const replicationSelector: Check = rule(
  "replication-selector",
  "core ValidatePodTemplateSpecForRC",
  "Make spec.template.metadata.labels contain every label of spec.selector.",
  (spec) => {
    const [selector, labels] = [spec.at("selector"), spec.under("template", "metadata", "labels")];
    if (!spec.at("template").present) spec.at("template").required();
    if (selector.size === 0 && labels.size === 0) selector.required();
    if (selector.entries.some((wanted) => labels.at(String(wanted.key)).text !== wanted.text)) {
      labels.invalid("`selector` does not match template `labels`", labels.value ?? null);
    }
  },
);

/**
 * A workload whose pods run on: its selector and its template.
 * @param spec the place of its spec
 * @param kind as the message about an empty selector has it, and as the one about deadlines has it
 * @param surroundings what each pod is given besides
 */
export function longRunningWorkload(spec: Field, kind: [empty: string, deadline: string], surroundings: Surroundings = {}): void {
  labelSelector(spec.at("selector"));
  templateSelector(spec, kind[0]);
  podTemplate(spec.at("template"), surroundings);
  longRunning(spec.under("template", "spec"), kind[1]);
}
