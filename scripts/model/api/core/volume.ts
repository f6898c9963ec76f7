import { lookup } from "../../../lookup.ts";
import { dnsLabel, dnsSubdomain } from "../formats.ts";
import { all, type Check, each, fields, present, rule } from "../rule.ts";
import { between, fileMode, nanos, oneOf, quantity, requiredText } from "../values.ts";
import { claimTemplate } from "./claim.ts";
import { downwardFile } from "./env.ts";
import { noBackstep, projectedPath } from "./paths.ts";
import { keyToPath, projected } from "./projected-volume.ts";

const HOST_PATH_TYPES = ["", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];

/** A directory of the node. Source: core validateHostPathVolumeSource. */
export const hostPath: Check = fields({
  path: requiredText(noBackstep),
  type: (field) => {
    if (!HOST_PATH_TYPES.includes(field.text)) field.unsupported(HOST_PATH_TYPES);
  },
});

/** A file system of an NFS server. Source: core validateNFSVolumeSource. */
export const nfs: Check = fields({
  server: requiredText(),
  path: (field) => {
    if (field.text === "") field.required();
    if (!field.text.startsWith("/")) field.invalid("must be an absolute path", field.text);
  },
});

/** Names of CSI drivers. Source: core ValidateCSIDriverName. */
export const csiDriverName: Check = (field) => {
  if (field.text === "") return field.required();
  if (field.text.length > 63) field.tooLong(63);
  field.invalidEach(dnsSubdomain(field.text.toLowerCase()));
};

/** Needs these texts, and nothing more of note: the volumes that CSI drivers have replaced. */
function needs(...keys: string[]): Check {
  return fields(Object.fromEntries(keys.map((key) => [key, requiredText()])));
}

/** Each type of volume, and what makes it complete. */
const TYPES: Record<string, Check> = {
  emptyDir: fields({
    sizeLimit: all(quantity, (field) => {
      if ((nanos(field) ?? 0n) < 0n) field.forbidden("SizeLimit field must be a valid resource quantity");
    }),
  }),
  hostPath,
  gitRepo: needs("repository"),
  gcePersistentDisk: fields({ pdName: requiredText(), partition: between(0, 255) }),
  awsElasticBlockStore: fields({ volumeID: requiredText(), partition: between(0, 255) }),
  secret: fields({ secretName: requiredText(), defaultMode: fileMode, items: each(keyToPath) }),
  nfs,
  iscsi: needs("targetPortal", "iqn"),
  glusterfs: needs("endpoints", "path"),
  flocker: () => {},
  persistentVolumeClaim: needs("claimName"),
  rbd: needs("image"),
  cinder: needs("volumeID"),
  cephfs: () => {},
  quobyte: needs("registry", "volume"),
  downwardAPI: fields({
    defaultMode: fileMode,
    items: each(all(fields({ path: requiredText(projectedPath), mode: fileMode }), downwardFile)),
  }),
  fc: () => {},
  flexVolume: needs("driver"),
  configMap: fields({ name: requiredText(), defaultMode: fileMode, items: each(keyToPath) }),
  azureFile: needs("secretName", "shareName"),
  vsphereVolume: needs("volumePath"),
  photonPersistentDisk: needs("pdID"),
  portworxVolume: needs("volumeID"),
  azureDisk: needs("diskName", "diskURI"),
  storageos: needs("volumeName"),
  projected,
  scaleIO: needs("gateway", "system", "volumeName"),
  csi: fields({ driver: csiDriverName, nodePublishSecretRef: present(fields({ name: requiredText(dnsSubdomain) })) }),
  ephemeral: (field) => {
    const template = field.at("volumeClaimTemplate");
    if (template.present) claimTemplate(template);
    else template.required();
  },
  image: fields({ pullPolicy: oneOf("Always", "IfNotPresent", "Never") }),
};

const source: Check = rule("volume-source", "core validateVolumeSource", "Give each volume exactly one type, with what that type needs.", (volume) => {
  const [first, ...more] = Object.keys(TYPES).filter((type) => volume.at(type).present);
  // Without any type, a volume is an emptyDir (SetDefaults_Volume).
  if (first === undefined) return;
  lookup(TYPES, first)?.(volume.at(first));
  for (const type of more) volume.at(type).forbidden("may not specify more than 1 volume type");
});

const names: Check = rule("volume-name", "core ValidateVolumes", "Name each volume once, with lower case letters, digits and '-'.", (field) => {
  const seen = new Set<string>();
  for (const volume of field.items) {
    const name = volume.at("name");
    requiredText(dnsLabel)(name);
    if (name.text !== "" && seen.has(name.text)) name.duplicate();
    seen.add(name.text);
  }
});

/** The volumes of a pod. */
export const volumes: Check = all(names, each(source));
