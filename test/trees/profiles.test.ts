/** Each profile of apps/components/profiles, rendered with every tree that takes in a site, and judged like the default. */
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, runCli } from "../support/cli.ts";
import { Copy } from "../support/copy.ts";
import { pick, type Rendered } from "../support/rendered.ts";
import { ENVIRONMENTS } from "./environment.ts";

const PROFILES = `${ROOT}apps/components/profiles`;

/** What each profile asks of site.yaml, and which trees must differ by it. */
const profiles: Record<string, { site: Record<string, string>; expected: (of: (tree: string) => Rendered[]) => unknown[] }> = {
  eks: {
    site: {
      AWS_REGION: "eu-west-1",
      KUBERNETES_SERVICE_CIDR: "172.20.0.1/32",
      BACKUP_ROLE: "arn:aws:iam::1:role/b",
      BACKUP_PRUNE_ROLE: "arn:aws:iam::1:role/p",
    },
    expected: (of) => [
      [store(of), { aws: { service: "SecretsManager", region: "eu-west-1" } }],
      [pick(of("ai-scientist"), "NetworkPolicy", "ai-scientist-kubernetes-api").spec.egress[0].to.at(-1), { ipBlock: { cidr: "172.20.0.1/32" } }],
      [annotation(of, "backup-data"), "arn:aws:iam::1:role/b"],
      [annotation(of, "prune-backups"), "arn:aws:iam::1:role/p"],
      [gpu(of).driver.enabled, false],
      [gpu(of).toolkit.enabled, false],
      [values(of, "nginx-ingress").controller.service.annotations, { "service.beta.kubernetes.io/aws-load-balancer-type": "nlb" }],
      [keysOfBackup(of), ["RESTIC_PASSWORD"]],
    ],
  },
  gke: {
    site: { GOOGLE_PROJECT: "research", SHARED_STORAGE_CLASS: "standard-rwx", BLOCK_STORAGE_CLASS: "premium-rwo", BACKUP_REPOSITORY: "gs:bucket:/" },
    expected: (of) => [
      [store(of), { gcpsm: { projectID: "research" } }],
      [pick(of("ai-scientist"), "ConfigMap", "backup-config").data.GOOGLE_PROJECT_ID, "research"],
      [pick(of("ai-scientist"), "ConfigMap", "backup-config").data.RESTIC_REPOSITORY, "gs:bucket:/"],
      [pick(of("ai-scientist"), "NetworkPolicy", "backup-identity").spec.egress[0].to[0], { ipBlock: { cidr: "169.254.169.254/32" } }],
      [dns(of), ["169.254.20.10/32", "169.254.169.254/32"]],
      [
        [gpu(of).driver.enabled, gpu(of).hostPaths.driverInstallDir],
        [false, "/home/kubernetes/bin/nvidia"],
      ],
      [pick(of("ai-scientist"), "PersistentVolumeClaim", "ai-scientist-data").spec.storageClassName, "standard-rwx"],
      [values(of, "kube-prometheus-stack").prometheus.prometheusSpec.storageSpec.volumeClaimTemplate.spec.storageClassName, "premium-rwo"],
      [keysOfBackup(of), ["RESTIC_PASSWORD"]],
    ],
  },
  aks: {
    site: {
      KEY_VAULT: "https://research.vault.azure.net",
      SECRETS_CLIENT_ID: "6f0a",
      BACKUP_CLIENT_ID: "6f0b",
      BACKUP_PRUNE_CLIENT_ID: "6f0c",
      BACKUP_STORAGE_ACCOUNT: "research",
      BACKUP_REPOSITORY: "azure:backups:/",
    },
    expected: (of) => [
      [store(of), { azurekv: { authType: "WorkloadIdentity", vaultUrl: "https://research.vault.azure.net" } }],
      [values(of, "external-secrets").serviceAccount.annotations, { "azure.workload.identity/client-id": "6f0a" }],
      [pick(of("ai-scientist"), "ServiceAccount", "prune-backups").metadata.annotations, { "azure.workload.identity/client-id": "6f0c" }],
      [podLabels(of, "restore-data")["azure.workload.identity/use"], "true"],
      [pick(of("ai-scientist"), "ConfigMap", "backup-config").data.AZURE_ACCOUNT_NAME, "research"],
      [dns(of), ["169.254.10.10/31"]],
      [
        [gpu(of).driver.enabled, gpu(of).toolkit.enabled, gpu(of).operator.runtimeClass],
        [false, false, "nvidia-container-runtime"],
      ],
      [keysOfBackup(of), ["RESTIC_PASSWORD"]],
    ],
  },
  "on-premises": {
    site: { VAULT: "https://vault.research.test:8200" },
    expected: (of) => [
      [store(of).vault.server, "https://vault.research.test:8200"],
      [
        [gpu(of).driver.enabled, gpu(of).toolkit.enabled],
        [true, true],
      ],
      [dns(of), []],
      [keysOfBackup(of), ["RESTIC_PASSWORD", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]],
    ],
  },
};

it("every profile is here, and in the README", () => {
  const folders = readdirSync(PROFILES, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "backup-identity");
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(profiles).sort());
  const page = readFileSync(`${PROFILES}/README.md`, "utf8");
  for (const [name, { site }] of Object.entries(profiles))
    for (const key of [`\`${name}\``, ...Object.keys(site).filter((each) => !/STORAGE_CLASS|REPOSITORY/.test(each))]) expect(page).toContain(key);
});

describe.each(Object.entries(profiles))("profile %s", (name, { site, expected }) => {
  let copy: Copy;
  const trees = new Map<string, Rendered[]>();
  const of = (tree: string): Rendered[] => {
    const path = tree === "clusters" ? "clusters/production" : `apps/production/${tree}`;
    if (!trees.has(path)) trees.set(path, copy.rendered(path));
    return trees.get(path) as Rendered[];
  };

  beforeAll(() => {
    copy = new Copy();
    for (const environment of ENVIRONMENTS) {
      const file = `clusters/${environment}/site/kustomization.yaml`;
      const profile = /profiles\/([a-z-]+)/.exec(readFileSync(`${ROOT}${file}`, "utf8"))?.[1];
      copy.replace(file, { [`profiles/${profile}`]: `profiles/${name}` });
      copy.setSite(environment, site);
    }
  });
  afterAll(() => copy.remove());

  it("sets what its cloud needs", () => {
    for (const [seen, wanted] of expected(of) as [unknown, unknown][]) expect(seen).toEqual(wanted);
  });

  it("leaves no value of the site open", () => {
    for (const tree of ["ai-scientist", "argocd", "cert-manager", "external-secrets", "gpu-operator", "monitoring", "redis", "tenancy", "clusters"]) {
      expect(JSON.stringify(of(tree))).not.toContain("from-site");
    }
  });

  it("passes validation", async () => {
    const { status, stdout, stderr } = await runCli("validate", [copy.root]);
    expect({ status, output: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, output: "" });
  }, 120_000);
});

type Trees = (tree: string) => Rendered[];
function store(of: Trees) {
  return pick(of("external-secrets"), "ClusterSecretStore", "cloud").spec.provider;
}
function gpu(of: Trees) {
  return pick(of("gpu-operator"), "ClusterPolicy", "cluster-policy").spec;
}
function dns(of: Trees) {
  return pick(of("tenancy"), "NetworkPolicy", "allow-dns").spec.egress[0].to.flatMap((to: Rendered) => to.ipBlock?.cidr ?? []);
}
function annotation(of: Trees, account: string) {
  return pick(of("ai-scientist"), "ServiceAccount", account).metadata.annotations["eks.amazonaws.com/role-arn"];
}
function values(of: Trees, application: string) {
  return pick(of("clusters"), "Application", application).spec.sources[0].helm.valuesObject;
}
function podLabels(of: Trees, job: string) {
  return pick(of("ai-scientist"), "CronJob", job).spec.jobTemplate.spec.template.metadata.labels;
}
function keysOfBackup(of: Trees) {
  return pick(of("ai-scientist"), "ExternalSecret", "backup-credentials").spec.data.map((each: Rendered) => each.secretKey);
}
