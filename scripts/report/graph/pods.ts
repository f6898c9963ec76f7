import type { Manifest } from "../../kubernetes/manifest.ts";
import { at, list, mapping } from "../../policy/facts/fields.ts";
import type { Target } from "./targets.ts";

/** The pod template of a kind that runs pods, or the pod itself; undefined for every other kind. */
export function podTemplateOf({ kind, ...manifest }: Manifest): Record<string, unknown> | undefined {
  if (kind === "Pod") return manifest;
  const template = kind === "CronJob" ? at(manifest, "spec", "jobTemplate", "spec", "template") : at(manifest, "spec", "template");
  return at(template, "spec", "containers") === undefined ? undefined : mapping(template);
}

/** What the pods of a template point at: accounts, configuration, secrets and storage. */
export function podTargets(template: Record<string, unknown>): Target[] {
  const spec = template["spec"];
  const containers = ["initContainers", "containers", "ephemeralContainers"].flatMap((field) => list(at(spec, field)));
  const targets = [
    target("runs as", "ServiceAccount", at(spec, "serviceAccountName")),
    target("ranks by", "PriorityClass", at(spec, "priorityClassName"), null),
    ...list(at(spec, "imagePullSecrets")).map((entry) => target("pulls with", "Secret", at(entry, "name"))),
    ...list(at(spec, "volumes")).flatMap(volumeTargets),
    ...containers.flatMap(environmentTargets),
  ];
  const found = targets.filter((each) => each !== undefined);
  return [...new Map(found.map((each) => [`${each.kind}/${each.name}`, each])).values()];
}

function volumeTargets(volume: unknown): (Target | undefined)[] {
  const sources = [volume, ...list(at(volume, "projected", "sources"))];
  return [
    target("stores in", "PersistentVolumeClaim", at(volume, "persistentVolumeClaim", "claimName")),
    ...sources.flatMap((source) => [
      target("reads", "ConfigMap", at(source, "configMap", "name")),
      target("reads", "Secret", at(source, "secret", "secretName") ?? at(source, "secret", "name")),
    ]),
  ];
}

function environmentTargets(container: unknown): (Target | undefined)[] {
  const from = list(at(container, "envFrom")).flatMap((entry) => [
    target("reads", "ConfigMap", at(entry, "configMapRef", "name")),
    target("reads", "Secret", at(entry, "secretRef", "name")),
  ]);
  const values = list(at(container, "env")).flatMap((entry) => [
    target("reads", "ConfigMap", at(entry, "valueFrom", "configMapKeyRef", "name")),
    target("reads", "Secret", at(entry, "valueFrom", "secretKeyRef", "name")),
  ]);
  return [...from, ...values];
}

function target(label: string, kind: string, name: unknown, namespace?: null): Target | undefined {
  return typeof name === "string" && name !== "" ? { label, kind, name, ...(namespace === undefined ? {} : { namespace }) } : undefined;
}
