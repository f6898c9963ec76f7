import { lookup } from "../../../lookup.ts";
import type { Field } from "../field.ts";
import { dnsLabel, dnsSubdomain } from "../formats.ts";
import { labelSelector } from "../meta.ts";
import { all, type Check, each, fields, present, rule } from "../rule.ts";
import { between, fileMode, nanos, oneOf, quantity, requiredText } from "../values.ts";
import { claimTemplate } from "./claim.ts";
import { downwardFile } from "./env.ts";
import { noBackstep, projectedPath } from "./paths.ts";

const keyToPath: Check = fields({
  key: requiredText(),
  path: requiredText(projectedPath),
  mode: fileMode,
});

const projected: Check = (field) => {
  const paths = new Set<string>();
  fileMode(field.at("defaultMode"));
  for (const source of field.at("sources").items) {
    const given = source.entries.filter((entry) => entry.present);
    if (given.length > 1) source.forbidden("may not specify more than 1 volume type per source");
    for (const kind of given) lookup(PROJECTIONS, kind.key)?.(kind);
    for (const path of given.flatMap(filesOf)) {
      if (paths.has(path.text)) path.invalid("conflicting duplicate paths");
      paths.add(path.text);
    }
  }
};

/** The places of the file names that a projected source makes; two tokens may share one, as the API server lets them. */
function filesOf(kind: Field): Field[] {
  if (kind.key === "clusterTrustBundle") return [kind.at("path")];
  return kind
    .at("items")
    .items.map((item) => item.at("path"))
    .filter((path) => path.text !== "");
}

const keyed: Check = fields({ name: requiredText(), items: each(keyToPath) });

const PROJECTIONS: Record<string, Check> = {
  secret: keyed,
  configMap: keyed,
  downwardAPI: fields({
    items: each(all(fields({ path: requiredText(projectedPath), mode: fileMode }), downwardFile)),
  }),
  serviceAccountToken: fields({
    expirationSeconds: (field) => {
      if ((field.number ?? 3600) < 600) field.invalid("may not specify a duration less than 10 minutes");
      if ((field.number ?? 3600) > 2 ** 32) field.invalid("may not specify a duration larger than 2^32 seconds");
    },
    path: requiredText(projectedPath),
  }),
  clusterTrustBundle: (field) => {
    const [name, signer] = [field.at("name"), field.at("signerName")];
    if (name.present && signer.present) field.invalid("only one of name and signerName may be used");
    else if (!name.present && !signer.present) field.required("either name or signerName must be specified");
    labelSelector(field.at("labelSelector"));
    requiredText(projectedPath)(field.at("path"));
  },
};

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
