import { lookup } from "../../../lookup.ts";
import { canonicalQuantity } from "../../quantity.ts";
import { type Check, fields, rule } from "../rule.ts";
import { nanos, oneOf, quantity, requiredText } from "../values.ts";
import { accessModes, storageNames } from "./claim.ts";
import { nodeSelector } from "./node-selector.ts";
import { csiDriverName, hostPath, nfs } from "./volume.ts";

const capacity: Check = rule(
  "volume-capacity",
  "core ValidatePersistentVolumeSpec",
  "Give a volume a capacity in storage, above zero, and nothing else.",
  (field) => {
    if (field.size === 0) field.required();
    if (!field.at("storage").present || field.size > 1) field.unsupported(["storage"], field.value ?? null);
    for (const entry of field.entries) {
      quantity(entry);
      if ((nanos(entry) ?? 1n) <= 0n) entry.invalid("must be greater than zero", canonicalQuantity(entry.value as string));
    }
  },
);

const local: Check = (field) => {
  requiredText()(field.at("path"));
};

/** Types of volumes that a cluster administrator still writes, and what they need. */
const TYPES: Record<string, Check> = {
  hostPath,
  nfs,
  local,
  csi: fields({ driver: csiDriverName, volumeHandle: requiredText() }),
};
const OTHERS = (
  "gcePersistentDisk awsElasticBlockStore glusterfs rbd iscsi cinder cephfs fc flocker flexVolume azureFile " +
  "vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO storageos"
).split(" ");

const source: Check = rule(
  "persistent-volume-source",
  "core ValidatePersistentVolumeSpec",
  "Give a volume exactly one type; a local volume needs nodeAffinity.",
  (spec) => {
    const [first, ...more] = [...Object.keys(TYPES), ...OTHERS].filter((type) => spec.at(type).present);
    if (first === undefined) return spec.required("must specify a volume type");
    lookup(TYPES, first)?.(spec.at(first));
    for (const type of more) spec.at(type).forbidden("may not specify more than 1 volume type");
    const affinity = spec.at("nodeAffinity");
    if (spec.at("local").present && !affinity.present) affinity.required("Local volume requires node affinity");
    if (spec.at("volumeAttributesClassName").present && !spec.at("csi").present) {
      spec.at("csi").required("has to be specified when using volumeAttributesClassName");
    }
  },
);

const policies: Check = rule(
  "persistent-volume-policies",
  "core ValidatePersistentVolumeSpec",
  "Use reclaim policy Delete, Recycle or Retain, and give nodeAffinity its required terms.",
  (spec) => {
    const [policy, affinity] = [spec.at("persistentVolumeReclaimPolicy"), spec.at("nodeAffinity")];
    oneOf("Delete", "Recycle", "Retain")(policy);
    if (affinity.present && !affinity.at("required").present) {
      affinity.at("required").required("must specify required node constraints");
    }
    nodeSelector(affinity.at("required"));
    if (policy.text === "Recycle" && /^\/+$/.test(spec.under("hostPath", "path").text)) {
      policy.forbidden("may not be 'recycle' for a hostPath mount of '/'");
    }
  },
);

/** PersistentVolume, v1. */
export const persistentVolume: Check = fields({
  spec: (spec) => {
    accessModes(spec.at("accessModes"), "");
    capacity(spec.at("capacity"));
    for (const check of [source, policies, storageNames]) check(spec);
  },
});
