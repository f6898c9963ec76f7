import { csiDriverName } from "./core/volume.ts";
import { qualifiedName } from "./formats.ts";
import { distinctSet } from "./list-keys.ts";
import { type Check, each, rule } from "./rule.ts";
import { atLeast, distinct, listed, oneOf } from "./values.ts";

const MOST_BYTES = 256 * 1024;

const parameters: Check = rule(
  "storage-class-parameters",
  "storage validateParameters",
  "Give a class at most 512 parameters, of 256 KiB together, none with an empty name.",
  (field) => {
    let size = 0;
    if (field.size > 512) return field.tooLong(512);
    for (const entry of field.entries) {
      if (entry.key === "") entry.invalid("field can not be empty.", "");
      size += Buffer.byteLength(String(entry.key)) + Buffer.byteLength(entry.text);
    }
    if (size > MOST_BYTES) field.tooLong(MOST_BYTES);
  },
);

const policies: Check = rule(
  "storage-class",
  "storage ValidateStorageClass",
  "Name the provisioner, and use reclaimPolicy Delete or Retain and volumeBindingMode Immediate or WaitForFirstConsumer.",
  (object) => {
    const provisioner = object.at("provisioner");
    if (provisioner.text === "") provisioner.required();
    else provisioner.invalidEach(qualifiedName(provisioner.text.toLowerCase()));
    oneOf("Delete", "Retain")(object.at("reclaimPolicy"));
    listed("Immediate", "WaitForFirstConsumer")(object.at("volumeBindingMode"));
  },
);

const topologies: Check = rule(
  "storage-class-topologies",
  "core ValidateTopologySelectorTerm, storage validateAllowedTopologies",
  "Give each topology key once in a term, with values that differ, and each term once.",
  (field) => {
    const terms = new Set<string>();
    each(topologyTerm)(field);
    for (const term of field.items) {
      const key = JSON.stringify(term.at("matchLabelExpressions").value ?? []);
      // The API server takes a term without expressions for one it has seen.
      if (terms.has(key) || key === "[]") term.at("matchLabelExpressions").duplicate("");
      terms.add(key);
    }
  },
);

const topologyTerm: Check = (term) => {
  const keys = new Set<string>();
  for (const expression of term.at("matchLabelExpressions").items) {
    const [key, values] = [expression.at("key"), expression.at("values")];
    if (values.size === 0) values.required();
    distinct(values);
    key.invalidEach(qualifiedName(key.text), key.text);
    if (keys.has(key.text)) key.duplicate();
    keys.add(key.text);
  }
};

/** StorageClass, storage.k8s.io/v1. */
export const storageClass: Check = (object) => {
  policies(object);
  parameters(object.at("parameters"));
  topologies(object.at("allowedTopologies"));
};

const FS_GROUP_POLICIES = ["File", "None", "ReadWriteOnceWithFSType"];

/** CSIDriver, storage.k8s.io/v1. */
export const csiDriver: Check = rule(
  "csi-driver",
  "storage validateCSIDriverSpec",
  "Use the policies and lifecycle modes that the API documentation lists.",
  (object) => {
    const spec = object.at("spec");
    const policy = spec.at("fsGroupPolicy");
    if (policy.present && !FS_GROUP_POLICIES.includes(policy.text)) policy.unsupported(FS_GROUP_POLICIES, policy.text);
    distinctSet(spec.at("volumeLifecycleModes"));
    for (const mode of spec.at("volumeLifecycleModes").items) {
      if (!["Persistent", "Ephemeral"].includes(mode.text)) mode.unsupported(["Persistent", "Ephemeral"], mode.text);
    }
    atLeast(10, "must be greater than or equal to 10 seconds")(spec.at("nodeAllocatableUpdatePeriodSeconds"));
  },
);

const attributes: Check = rule(
  "volume-attributes-class",
  "storage ValidateVolumeAttributesClass",
  "Name the CSI driver, and give at least one parameter.",
  (object) => {
    csiDriverName(object.at("driverName"));
    if (object.at("parameters").size === 0) object.at("parameters").required("must contain at least one key/value pair");
  },
);

/** VolumeAttributesClass, storage.k8s.io/v1. */
export const volumeAttributesClass: Check = (object) => {
  attributes(object);
  parameters(object.at("parameters"));
};
