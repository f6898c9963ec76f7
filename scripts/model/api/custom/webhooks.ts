/**
 * What the admission webhooks of well-known operators refuse. kube-apiserver alone would let these pass; with the operator
 * installed it does not, and without its webhook the operator only writes an error into the object's status.
 */

import { lookup } from "../../../lookup.ts";
import { isDuration } from "../../crd/formats.ts";
import type { Field } from "../field.ts";
import { type Check, rule } from "../rule.ts";

const METRICS_OF_PODS = ["cpu", "memory"];

const scaledObject: Check = rule(
  "scaled-object-webhook",
  "kedacore/keda apis/keda/v1alpha1/scaledobject_webhook.go",
  "Name each trigger once, keep idleReplicaCount below minReplicaCount, and use fallback only beside a trigger that is not cpu or memory.",
  (object) => {
    const spec = object.at("spec");
    const [idle, least, fallback] = [spec.at("idleReplicaCount"), spec.at("minReplicaCount").number ?? 0, spec.at("fallback")];
    const triggers = spec.at("triggers").items;
    const names = new Set<string>();
    for (const name of triggers.map((trigger) => trigger.at("name"))) {
      if (name.text !== "" && names.has(name.text)) {
        name.say(`triggerName "${name.text}" is defined multiple times in the ScaledObject, but it must be unique`);
      }
      names.add(name.text);
    }
    if (idle.number !== undefined && idle.number >= least) {
      idle.say(`IdleReplicaCount=${idle.number} must be less than MinReplicaCount=${least}`);
    }
    const types = triggers.map((trigger) => trigger.at("type").text);
    const modified = spec.under("advanced", "scalingModifiers", "formula").text !== "";
    if (fallback.present && !modified && types.length > 0 && types.every((type) => METRICS_OF_PODS.includes(type))) {
      fallback.say("at least one trigger (that is not cpu or memory) has to have the `AverageValue` type for the fallback to be enabled");
    }
  },
);

const METRIC_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Source: prometheus model/rulefmt, Rule.Validate. */
function prometheusRuleErrors(item: Field): void {
  const [record, alert, expr] = item.places("record", "alert", "expr");
  if (record.text !== "" && alert.text !== "") item.say("only one of 'record' and 'alert' must be set");
  if (record.text === "" && alert.text === "") item.say("one of 'record' or 'alert' must be set");
  if (expr.value === "") expr.say("field 'expr' must be set in rule");
  if (record.text !== "") {
    for (const key of ["for", "keep_firing_for", "annotations"]) {
      if (item.at(key).size > 0 || item.at(key).text !== "") item.at(key).say(`invalid field '${key}' in recording rule`);
    }
    if (!METRIC_NAME.test(record.text)) record.say(`invalid recording rule name: ${record.text}`);
  }
  for (const label of item.at("labels").entries) {
    const name = String(label.key);
    if (!LABEL_NAME.test(name) || name === "__name__") label.say(`invalid label name: ${name}`);
  }
}

const prometheusRule: Check = rule(
  "prometheus-rule-webhook",
  "prometheus-operator pkg/admission, prometheus model/rulefmt",
  "Give each rule an expression and one of record and alert; for, keep_firing_for and annotations belong to alerts.",
  (object) => {
    for (const item of object.under("spec", "groups").items.flatMap((group) => group.at("rules").items)) prometheusRuleErrors(item);
  },
);

const SUBJECTS = ["commonName", "dnsNames", "uris", "ipAddresses", "emailAddresses", "otherNames", "literalSubject"];
const KEY_SIZES: Record<string, (size: number) => boolean> = {
  RSA: (size) => size >= 2048 && size <= 8192,
  ECDSA: (size) => [256, 384, 521].includes(size),
};

/** Seconds of a Go duration. */
function seconds(field: Field): number | undefined {
  if (field.text === "" || !isDuration(field.text)) return undefined;
  const units: Record<string, number> = { ns: 1e-9, us: 1e-6, µs: 1e-6, μs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
  const parts = [...field.text.matchAll(/([0-9]*\.?[0-9]+|[0-9]+\.?)(ns|us|µs|μs|ms|s|m|h)/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ""] ?? 0), 0);
}

const certificate: Check = rule(
  "certificate-webhook",
  "cert-manager internal/apis/certmanager/validation/certificate.go",
  "Name whom the certificate is for, keep its life above 1 h and renewBefore above 5 m and below it, and use a key size of the algorithm.",
  (object) => {
    const spec = object.at("spec");
    const [life, renew, name] = spec.places("duration", "renewBefore", "commonName");
    if (SUBJECTS.every((key) => spec.at(key).text === "" && spec.at(key).size === 0)) {
      spec.invalid(
        "at least one of commonName (from the commonName field or from a literalSubject), dnsNames, uriSANs, ipAddresses, emailSANs or otherNames must be set",
        "",
      );
    }
    if (name.text.length > 64) name.tooLong(64);
    if (spec.under("issuerRef", "name").text === "") spec.under("issuerRef", "name").required("must be specified");
    for (const field of [life, renew]) {
      if (field.text !== "" && !isDuration(field.text)) field.invalid(`time: invalid duration ${JSON.stringify(field.text)}`);
    }
    const [lives, renews] = [seconds(life) ?? 90 * 86400, seconds(renew)];
    if (lives < 3600) life.invalid("certificate duration must be greater than 1h0m0s");
    if (renews !== undefined && renews < 300) renew.invalid("certificate renewBefore must be greater than 5m0s");
    if (renews !== undefined && renews >= lives) renew.invalid("certificate duration must be greater than renewBefore");
    const [algorithm, size] = [spec.under("privateKey", "algorithm").text || "RSA", spec.under("privateKey", "size")];
    if (size.number && lookup(KEY_SIZES, algorithm)?.(size.number) === false) size.invalid(`not a key size of ${algorithm}`);
  },
);

const externalSecret: Check = rule(
  "external-secret-webhook",
  "external-secrets apis/externalsecrets/v1/externalsecret_validator.go",
  "Give data or dataFrom, one source in each entry, and durations such as 1h; what is not owned cannot be deleted.",
  (object) => {
    const spec = object.at("spec");
    const [interval, target] = [spec.at("refreshInterval"), spec.at("target")];
    if (spec.at("data").size + spec.at("dataFrom").size === 0) spec.say("either data or dataFrom should be specified");
    if (interval.text !== "" && !isDuration(interval.text)) interval.invalid(`time: invalid duration ${JSON.stringify(interval.text)}`);
    for (const from of spec.at("dataFrom").items) {
      const given = ["find", "extract"].filter((key) => from.at(key).present);
      if (given.length > 1) from.say("extract and find cannot be set at the same time");
      if (given.length === 0 && !from.under("sourceRef", "generatorRef").present) from.say("extract, find or generatorRef must be set for dataFrom");
    }
    const [creation, deletion] = [target.at("creationPolicy").text || "Owner", target.at("deletionPolicy")];
    if (deletion.text === "Delete" && (creation === "Merge" || creation === "None")) {
      deletion.say(`deletionPolicy=Delete must not be used when the controller doesn't own the secret. Please set creationPolicy=Owner`);
    }
    if (deletion.text === "Merge" && creation === "None") {
      deletion.say("deletionPolicy=Merge must not be used with creationPolicy=None. There is no Secret to merge with");
    }
  },
);

/** "<group>/<kind>" → what the operator's webhook asks. */
export const WEBHOOKS: Record<string, Check> = {
  "cert-manager.io/Certificate": certificate,
  "external-secrets.io/ExternalSecret": externalSecret,
  "keda.sh/ScaledObject": scaledObject,
  "monitoring.coreos.com/PrometheusRule": prometheusRule,
};
