import type { Field } from "./field.ts";
import type { Format } from "./format-pattern.ts";
import { dnsLabel, labelValue, qualifiedName } from "./formats.ts";
import { distinctSet } from "./list-keys.ts";
import { all, type Check, eachValue, fields, rule } from "./rule.ts";
import { nonNegative } from "./values.ts";

const MAX_ANNOTATIONS = 256 * 1024;

/** How the names of a kind are formed, and what its finalizers may be. */
export interface NameRule {
  /** The form of metadata.name. */
  name: Format;
  /** The API server makes up a name where there is none. */
  nameMayBeEmpty?: boolean;
  /** metadata.generateName is judged only through the name that is made of it. */
  prefixIsFree?: boolean;
  /** Finalizers without a domain pass with a warning. */
  anyFinalizer?: boolean;
}

/** What holds of a name that starts with this prefix and goes on with letters and digits. Source: maskTrailingDash. */
function ofPrefix(format: Format): Format {
  return (text) => format(text.length > 1 && text.endsWith("-") ? `${text.slice(0, -2)}a` : text);
}

const name: Check<[NameRule]> = rule(
  "name",
  "apimachinery ValidateObjectMeta",
  "Give the object a name of the form that its kind asks for.",
  (metadata, { name: format, nameMayBeEmpty, prefixIsFree }) => {
    const [given, generated] = [metadata.at("name"), metadata.at("generateName")];
    if (generated.text !== "" && !prefixIsFree) generated.invalidEach(ofPrefix(format)(generated.text));
    if (given.text !== "") given.invalidEach(format(given.text));
    else if (generated.text === "" && !nameMayBeEmpty) given.required("name or generateName is required");
  },
);

const namespace: Check<[namespaced: boolean]> = rule(
  "namespace",
  "apimachinery ValidateObjectMeta",
  "Name an existing namespace on namespaced kinds, and leave metadata.namespace out on cluster-scoped ones.",
  (field, namespaced) => {
    if (field.text === "") return;
    if (!namespaced) field.forbidden("not allowed on this type");
    else field.invalidEach(dnsLabel(field.text));
  },
);

/** A map of labels, wherever it stands. Source: apimachinery ValidateLabels. */
export const labels: Check = rule(
  "labels",
  "apimachinery ValidateLabels",
  "Keep label keys to [prefix/]name and values to at most 63 letters, digits, '-', '_' and '.'.",
  eachValue((entry) => {
    for (const message of qualifiedName(String(entry.key))) entry.invalid(message, entry.key);
    entry.invalidEach(labelValue(entry.text));
  }),
);

/** A map of annotations, wherever it stands. */
export const annotations: Check = rule(
  "annotations",
  "apimachinery ValidateAnnotations",
  "Keep annotation keys to [prefix/]name, and all annotations together below 256 KiB.",
  (field) => {
    let size = 0;
    for (const entry of field.entries) {
      const key = String(entry.key);
      entry.invalidEach(qualifiedName(key.toLowerCase()), key);
      size += Buffer.byteLength(key) + Buffer.byteLength(entry.text);
    }
    if (size > MAX_ANNOTATIONS) field.tooLong(MAX_ANNOTATIONS);
  },
);

const STANDARD_FINALIZERS = ["kubernetes", "orphan", "foregroundDeletion"];

const finalizers: Check<[any: boolean]> = rule(
  "finalizers",
  "core validateKubeFinalizerName, apimachinery ValidateFinalizers",
  "Name finalizers domain/name, and do not ask for orphaning and foreground deletion at once.",
  (field, any) => {
    for (const item of field.items) {
      const wrong = qualifiedName(item.text);
      item.invalidEach(wrong);
      if (!any && wrong.length === 0 && !isStandardFinalizer(item.text)) {
        item.invalid("name is neither a standard finalizer name nor is it fully qualified");
      }
    }
    if (field.texts.includes("orphan") && field.texts.includes("foregroundDeletion")) {
      field.invalid("finalizer orphan and foregroundDeletion cannot be both set");
    }
  },
);

/** Whether a finalizer has a domain, or is one of Kubernetes' own. Source: core IsStandardFinalizerName. */
export function isStandardFinalizer(name: string): boolean {
  return name.includes("/") || STANDARD_FINALIZERS.includes(name);
}

const ownerReferences: Check = rule(
  "owner-references",
  "apimachinery ValidateOwnerReferences",
  "Leave ownerReferences to controllers; in a file they need apiVersion, kind, name and uid, and one controller at most.",
  (field) => {
    let controller = "";
    for (const owner of field.items) {
      for (const key of ["kind", "name", "uid"]) {
        if (owner.at(key).text === "") owner.at(key).invalid("must not be empty", "");
      }
      if (/^$|\/$/.test(owner.at("apiVersion").text)) owner.at("apiVersion").invalid("version must not be empty", "");
      if (owner.at("apiVersion").text === "v1" && owner.at("kind").text === "Event") {
        owner.invalid("/v1, Kind=Event is disallowed from being an owner");
      }
      if (!owner.at("controller").true) continue;
      const self = `${owner.at("kind").text}/${owner.at("name").text}`;
      if (controller !== "") {
        field.invalid(`Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${self}`);
      } else controller = self;
    }
  },
);

const generation: Check = rule("generation", "apimachinery ValidateObjectMeta", "Leave metadata.generation out; the API server sets it.", nonNegative);

/** Labels and annotations, all that counts of the metadata of a template. */
export const templateMeta: Check = fields({ labels, annotations });

const common = all(templateMeta, fields({ ownerReferences, generation }));

/**
 * The metadata of an object.
 * @param metadata its place
 * @param names how the names of its kind are formed
 * @param namespaced whether the kind lives in namespaces
 */
export function objectMeta(metadata: Field, names: NameRule, namespaced: boolean): void {
  name(metadata, names);
  namespace(metadata.at("namespace"), namespaced);
  finalizers(metadata.at("finalizers"), names.anyFinalizer ?? false);
  distinctSet(metadata.at("finalizers"));
  common(metadata);
}
