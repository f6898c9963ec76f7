import { canonicalQuantity } from "../../quantity.ts";
import type { Field } from "../field.ts";
import { dnsLabel, dnsSubdomain } from "../formats.ts";
import { labelSelector } from "../label-selector.ts";
import { templateMeta } from "../meta.ts";
import { all, type Check, each, fields, present, rule } from "../rule.ts";
import { formatted, listed, nanos, oneOf, quantity, requiredText } from "../values.ts";

const ACCESS_MODES = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

/**
 * The access modes of claims and volumes.
 * @param missing what to say when there are none
 */
export const accessModes: Check<[missing: string]> = rule(
  "access-modes",
  "core ValidatePersistentVolumeClaimSpec, ValidatePersistentVolumeSpec",
  "Name at least one access mode; ReadWriteOncePod stands alone.",
  (field, missing) => {
    if (field.size === 0) field.required(missing);
    each(oneOf(...ACCESS_MODES))(field);
    const known = field.texts.filter((mode) => ACCESS_MODES.includes(mode));
    if (known.includes("ReadWriteOncePod") && known.some((mode) => mode !== "ReadWriteOncePod")) {
      field.forbidden("may not use ReadWriteOncePod with other access modes");
    }
  },
);

const storage: Check = rule(
  "storage-request",
  "core ValidatePersistentVolumeClaimSpec",
  "Request an amount of storage above zero in resources.requests.storage.",
  (resources) => {
    const request = resources.under("requests", "storage");
    const limits = resources.at("limits");
    for (const entry of [...resources.at("requests").entries, ...limits.entries]) quantity(entry);
    if (!request.present) request.required();
    else if ((nanos(request) ?? 1n) <= 0n) {
      request.invalid("must be greater than zero", canonicalQuantity(request.value as string));
    }
  },
);

/** Names of classes and modes that claims and volumes share. */
export const storageNames: Check = rule(
  "storage-class-and-mode",
  "core ValidatePersistentVolumeClaimSpec, ValidatePersistentVolumeSpec",
  "Name classes by their metadata.name, and use volumeMode Filesystem or Block.",
  fields({
    storageClassName: formatted(dnsSubdomain),
    volumeAttributesClassName: formatted(dnsSubdomain),
    volumeMode: listed("Block", "Filesystem"),
  }),
);

const reference: Check = present((field) => {
  const group = field.at("apiGroup");
  requiredText()(field.at("name"));
  requiredText()(field.at("kind"));
  formatted(dnsSubdomain)(group);
  formatted(dnsLabel)(field.at("namespace"));
  if (group.text === "" && field.at("kind").text !== "PersistentVolumeClaim") {
    field.invalid("must be 'PersistentVolumeClaim' when referencing the default apiGroup", field.at("kind").text);
  }
});

const dataSource: Check = rule(
  "data-source",
  "core validateDataSourceRef",
  "Use dataSourceRef, with apiGroup, kind and name; drop dataSource, or make it say the same.",
  (spec) => {
    const [old, ref] = [spec.at("dataSource"), spec.at("dataSourceRef")];
    reference(ref);
    if (!isKept(old)) return;
    reference(old);
    if (!ref.present) return;
    if (ref.at("namespace").text !== "") old.invalid("may not be specified when dataSourceRef.namespace is specified");
    else if (["apiGroup", "kind", "name"].some((key) => !same(old.at(key), ref.at(key)))) old.invalid("must match dataSourceRef");
  },
);

/** Only claims and snapshots are kept as dataSource; anything else is dropped. Source: persistentvolumeclaim DropDisabledFields. */
function isKept(source: Field): boolean {
  const kind = `${source.at("apiGroup").text}/${source.at("kind").text}`;
  return kind === "/PersistentVolumeClaim" || kind === "snapshot.storage.k8s.io/VolumeSnapshot";
}

function same(a: Field, b: Field): boolean {
  return a.value === b.value;
}

/** What a claim asks for. */
export const claimSpec: Check = (spec) => {
  accessModes(spec.at("accessModes"), "at least 1 access mode is required");
  labelSelector(spec.at("selector"));
  storage(spec.at("resources"));
  storageNames(spec);
  dataSource(spec);
};

const onlyLabels: Check = rule(
  "claim-template-metadata",
  "core ValidateTemplateObjectMeta",
  "Keep only labels and annotations in the metadata of a claim template.",
  (metadata) => {
    for (const entry of metadata.entries) {
      if (entry.present && entry.key !== "labels" && entry.key !== "annotations") entry.forbidden("cannot be set");
    }
  },
);

/** The template of a claim that is made for a pod. */
export const claimTemplate: Check = fields({ metadata: all(templateMeta, onlyLabels), spec: claimSpec });
