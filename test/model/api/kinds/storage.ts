import type { Suite } from "../suite.ts";

export const claim: Suite = {
  object: {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "data" },
    spec: { accessModes: ["ReadWriteMany"], resources: { requests: { storage: "10Gi" } }, storageClassName: "efs" },
  },
  accepts: {
    "no class at all": { "/spec/storageClassName": "" },
    "a snapshot": { "/spec/dataSourceRef": { apiGroup: "snapshot.storage.k8s.io", kind: "VolumeSnapshot", name: "s" } },
  },
  rejects: [
    ["access-modes", { "/spec/accessModes": [] }, "spec.accessModes: Required value: at least 1 access mode is required"],
    [
      "access-modes",
      { "/spec/accessModes": ["RWX"] },
      'spec.accessModes[0]: Unsupported value: "RWX": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
    ],
    ["access-modes", { "/spec/accessModes/-": "ReadWriteOncePod" }, "spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes"],
    ["storage-request", { "/spec/resources/requests/storage": "0" }, 'spec.resources.requests[storage]: Invalid value: "0": must be greater than zero'],
    ["storage-request", { "/spec/resources": {} }, "spec.resources.requests[storage]: Required value"],
    ["storage-class-and-mode", { "/spec/volumeMode": "File" }, 'spec.volumeMode: Unsupported value: "File": supported values: "Block", "Filesystem"'],
    ["storage-class-and-mode", { "/spec/storageClassName": "EFS" }, 'spec.storageClassName: Invalid value: "EFS": a lowercase RFC 1123 subdomain'],
    [
      "data-source",
      { "/spec/dataSourceRef": { kind: "VolumeSnapshot", name: "s" } },
      "spec.dataSourceRef: Invalid value: \"VolumeSnapshot\": must be 'PersistentVolumeClaim'",
    ],
  ],
};

export const persistentVolume: Suite = {
  object: {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: "v" },
    spec: { capacity: { storage: "10Gi" }, accessModes: ["ReadWriteOnce"], csi: { driver: "ebs.csi.aws.com", volumeHandle: "vol-1" } },
  },
  accepts: {},
  rejects: [
    ["volume-capacity", { "/spec/capacity/disks": 1 }, 'spec.capacity: Unsupported value: {"disks":1,"storage":"10Gi"}: supported values: "storage"'],
    ["volume-capacity", { "/spec/capacity/storage": "-1Gi" }, 'spec.capacity[storage]: Invalid value: "-1Gi": must be greater than zero'],
    ["persistent-volume-source", { "/spec/csi": undefined }, "spec: Required value: must specify a volume type"],
    ["persistent-volume-source", { "/spec/nfs": { server: "a", path: "/" } }, "spec.csi: Forbidden: may not specify more than 1 volume type"],
    [
      "persistent-volume-policies",
      { "/spec/persistentVolumeReclaimPolicy": "Keep" },
      'spec.persistentVolumeReclaimPolicy: Unsupported value: "Keep": supported values: "Delete", "Recycle", "Retain"',
    ],
  ],
};

export const storageClass: Suite = {
  object: {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: "fast" },
    provisioner: "ebs.csi.aws.com",
    parameters: { type: "gp3" },
    volumeBindingMode: "WaitForFirstConsumer",
  },
  accepts: {},
  rejects: [
    ["storage-class", { "/provisioner": "a b" }, 'provisioner: Invalid value: "a b": name part must consist of'],
    ["storage-class", { "/reclaimPolicy": "Recycle" }, 'reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"'],
    ["storage-class-parameters", { "/parameters/type": "x".repeat(256 * 1024) }, "parameters: Too long: may not be more than 262144 bytes"],
    [
      "storage-class-topologies",
      { "/allowedTopologies": [{ matchLabelExpressions: [{ key: "zone", values: ["a", "a"] }] }] },
      'allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: "a"',
    ],
  ],
};

export const csiDriver: Suite = {
  object: { apiVersion: "storage.k8s.io/v1", kind: "CSIDriver", metadata: { name: "csi.example.com" }, spec: { fsGroupPolicy: "File" } },
  accepts: {},
  rejects: [
    [
      "csi-driver",
      { "/spec/fsGroupPolicy": "Always" },
      'spec.fsGroupPolicy: Unsupported value: "Always": supported values: "File", "None", "ReadWriteOnceWithFSType"',
    ],
  ],
};

export const volumeAttributesClass: Suite = {
  object: {
    apiVersion: "storage.k8s.io/v1",
    kind: "VolumeAttributesClass",
    metadata: { name: "fast" },
    driverName: "csi.example.com",
    parameters: { iops: "4000" },
  },
  accepts: {},
  rejects: [["volume-attributes-class", { "/parameters": {} }, "parameters: Required value: must contain at least one key/value pair"]],
};
