import type { Kustomization } from "../../discover/kustomization.ts";
import type { YamlPath } from "../../yaml/yaml-file.ts";
import { type Hit, placeOf } from "./hit.ts";
import type { Steps } from "./steps.ts";
import { namesOf, type Subject } from "./target.ts";

/** What a field of a kustomization says about one value of one object: the path of the entry that sets it. */
type Entry = (kustomization: Kustomization, subject: Subject, pointer: readonly string[], value: unknown) => { path: YamlPath; note: string } | undefined;

/** The fields of a kustomization that set values without a patch, in the order in which Kustomize applies them, last first. */
const ENTRIES: readonly Entry[] = [image, replicas, annotation, label, nameAffix, namespace];

/** The places in a kustomization's own fields that set a value. */
export function entryHits(kustomization: Kustomization, subject: Subject, { steps, value, missing }: Steps): Hit[] {
  if (missing !== undefined) return [];
  const pointer = steps.map((step) => ("field" in step ? step.field : String(step.index)));
  return ENTRIES.flatMap((entry) => {
    const found = entry(kustomization, subject, pointer, value);
    return found ? [{ source: placeOf(kustomization.yaml, 0, found.path), note: found.note }] : [];
  });
}

function entriesOf<T>(kustomization: Kustomization, field: string): [number, T][] {
  const list = kustomization.value[field];
  return Array.isArray(list) ? [...list.entries()] : [];
}

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/ */
function image(kustomization: Kustomization, _subject: Subject, pointer: readonly string[], value: unknown): ReturnType<Entry> {
  if (pointer.at(-1) !== "image" || typeof value !== "string") return undefined;
  const [, repository = ""] = /^(.*?)(?::[^:/@]+)?(?:@.*)?$/.exec(value) ?? [];
  for (const [index, entry] of entriesOf<{ name?: string; newName?: string; newTag?: string; digest?: string }>(kustomization, "images").reverse()) {
    if ((entry.newName ?? entry.name) !== repository) continue;
    const part = (["digest", "newTag", "newName"] as const).find((name) => entry[name] !== undefined);
    return part && { path: ["images", index, part], note: "image set" };
  }
  return undefined;
}

function replicas(kustomization: Kustomization, subject: Subject, pointer: readonly string[]): ReturnType<Entry> {
  if (pointer.join("/") !== "spec/replicas") return undefined;
  const names = namesOf(subject);
  const [found] = entriesOf<{ name?: string }>(kustomization, "replicas").filter(([, entry]) => names.includes(entry.name ?? ""));
  return found && { path: ["replicas", found[0], "count"], note: "replicas set" };
}

function annotation(kustomization: Kustomization, _subject: Subject, pointer: readonly string[]): ReturnType<Entry> {
  const key = keyIn("annotations", pointer);
  const pairs = kustomization.value["commonAnnotations"] as Record<string, string> | undefined;
  return key !== undefined && pairs && key in pairs ? { path: ["commonAnnotations", key], note: "annotation set" } : undefined;
}

/** Labels reach metadata, and with includeSelectors or includeTemplates the selectors and pod templates too. */
function label(kustomization: Kustomization, _subject: Subject, pointer: readonly string[], value: unknown): ReturnType<Entry> {
  const key =
    keyIn("labels", pointer) ??
    keyIn("matchLabels", pointer) ??
    (pointer[0] === "spec" && pointer[1] === "selector" && pointer.length === 3 ? pointer[2] : undefined);
  if (key === undefined) return undefined;
  for (const [index, { pairs = {} }] of entriesOf<{ pairs?: Record<string, string> }>(kustomization, "labels").reverse()) {
    if (pairs[key] === value) return { path: ["labels", index, "pairs", key], note: "label set" };
  }
  const common = kustomization.value["commonLabels"] as Record<string, string> | undefined;
  return common?.[key] === value ? { path: ["commonLabels", key], note: "label set" } : undefined;
}

function keyIn(map: string, pointer: readonly string[]): string | undefined {
  return pointer.length >= 2 && pointer.at(-2) === map ? pointer.at(-1) : undefined;
}

function nameAffix(kustomization: Kustomization, subject: Subject, pointer: readonly string[]): ReturnType<Entry> {
  if (pointer.join("/") !== "metadata/name") return undefined;
  const { namePrefix, nameSuffix } = kustomization.value as { namePrefix?: string; nameSuffix?: string };
  const name = subject.manifest.metadata.name;
  if (nameSuffix && name.includes(nameSuffix)) return { path: ["nameSuffix"], note: "name suffix added" };
  if (namePrefix && name.includes(namePrefix)) return { path: ["namePrefix"], note: "name prefix added" };
  return undefined;
}

function namespace(kustomization: Kustomization, _subject: Subject, pointer: readonly string[], value: unknown): ReturnType<Entry> {
  if (pointer.at(-1) !== "namespace" || kustomization.value["namespace"] !== value) return undefined;
  return { path: ["namespace"], note: "namespace set" };
}
