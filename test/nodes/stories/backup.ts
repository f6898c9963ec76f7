import type { Rendered } from "../../support/rendered.ts";
import { eventually, program, type TestCluster } from "../cluster.ts";
import { createOutside } from "../network/outside.ts";
import { NAMESPACE, redisObjects } from "../redis.ts";
import type { Story } from "../story.ts";
import { environment } from "../trees.ts";

/** An address of the Internet (RFC 5737) at the one port that the backup's policy lets it reach. */
const BUCKET = { address: "203.0.113.7", port: 443, name: "backup" };
const KINDS = ["ServiceAccount", "ConfigMap", "PersistentVolumeClaim", "CronJob", "NetworkPolicy"];
const CHECKSUM = "cd /data && find . -type f -not -path './.replaced-*' -exec sha256sum {} + | sort | sha256sum";

/**
 * The CronJobs of production back the data volume up into a bucket and put it back, as rendered but for the bucket's address
 * and credentials. An emptied volume must not become the latest backup.
 */
export const backup: Story = {
  name: "backup",
  async tell(cluster) {
    const objects = environment("production").filter(
      ({ kind, metadata }) => KINDS.includes(kind) && metadata.namespace === NAMESPACE && isOfWorkload(metadata),
    );
    const config = objects.find(({ kind, data }) => kind === "ConfigMap" && data?.RESTIC_REPOSITORY !== undefined);
    config.data.RESTIC_REPOSITORY = `s3:http://${BUCKET.address}:${BUCKET.port}/${BUCKET.name}`;
    const claim = objects.find(({ kind, metadata }) => kind === "PersistentVolumeClaim" && metadata.name === config.data.BACKUP_HOST);
    const user = volumeUser(claim.metadata.name);
    const removeBucket = await createOutside(cluster.state, [BUCKET.address], [await program("s3"), "-listen", `:${BUCKET.port}`, "-bucket", BUCKET.name]);
    try {
      await cluster.apply([...redisObjects().namespace, credentials()]);
      await cluster.provideImages([...objects, user]);
      await cluster.provideVolumes([claim]);
      await cluster.apply([...objects, user]);
      await cluster.kubectl([`--namespace=${NAMESPACE}`, "wait", "pod/volume-user", "--for=condition=Ready", "--timeout=90s"]);
      const shell = async (script: string) => (await cluster.exec(NAMESPACE, "volume-user", ["sh", "-c", script])).stdout.trim();
      await shell("cd /data && mkdir -p experiments && for i in $(seq 200); do head -c 20000 /dev/urandom >experiments/$i; done");
      const before = await shell(CHECKSUM);
      const backedUp = await job(cluster, "backup-data", "Complete");
      await shell("rm -rf /data/experiments");
      await job(cluster, "backup-data", "Failed");
      const restored = await job(cluster, "restore-data", "Complete");
      const after = await shell(CHECKSUM);
      if (before !== after) throw new Error("the restored files are not the ones that were backed up");
      return { "seconds to back up 200 files": backedUp.toFixed(1), "an emptied volume": "refused", "seconds to restore them": restored.toFixed(1) };
    } finally {
      await cluster.delete([user]);
      await cluster.kubectl([`--namespace=${NAMESPACE}`, "delete", "jobs", "--all", "--wait=true"]);
      await removeBucket();
    }
  },
};

function isOfWorkload({ labels = {} }: Rendered): boolean {
  return labels["app.kubernetes.io/name"] === "ai-scientist";
}

/** Runs a job of a CronJob to an end. @returns the seconds it took @throws Error with its last words where it ends otherwise */
async function job(cluster: TestCluster, cronJob: string, end: "Complete" | "Failed"): Promise<number> {
  const name = `${cronJob}-${Date.now()}`;
  const started = Date.now();
  const made = JSON.parse(
    await cluster.kubectl([`--namespace=${NAMESPACE}`, "create", "job", name, `--from=cronjob/${cronJob}`, "--dry-run=client", "--output=json"]),
  );
  // Once is enough to see that it fails.
  made.spec.backoffLimit = 0;
  await cluster.apply([made]);
  const met = await eventually(
    `${cronJob} ends`,
    async () => {
      const { status } = await cluster.get(`--namespace=${NAMESPACE}`, "job", name);
      return status.conditions?.find(({ type, status }: Rendered) => status === "True" && ["Complete", "Failed"].includes(type))?.type as string | undefined;
    },
    180,
  );
  if (met !== end) {
    const { stdout } = await cluster.try([`--namespace=${NAMESPACE}`, "logs", `job/${name}`, "--tail=5"]);
    throw new Error(`${cronJob} is ${met} where it should be ${end}: ${stdout.trim()}`);
  }
  return (Date.now() - started) / 1000;
}

function credentials(): Rendered {
  const stringData = { RESTIC_PASSWORD: "of-a-test", AWS_ACCESS_KEY_ID: "of-a-test", AWS_SECRET_ACCESS_KEY: "of-a-test" };
  return { apiVersion: "v1", kind: "Secret", metadata: { name: "backup-credentials", namespace: NAMESPACE }, stringData };
}

/** A pod that reads and writes the volume as the workload's user. */
function volumeUser(claim: string): Rendered {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "volume-user", namespace: NAMESPACE },
    spec: {
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 0,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          name: "shell",
          image: "docker.io/library/redis:stand-in",
          imagePullPolicy: "Never",
          command: ["sleep", "infinity"],
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
          volumeMounts: [{ name: "data", mountPath: "/data" }],
        },
      ],
      volumes: [{ name: "data", persistentVolumeClaim: { claimName: claim } }],
    },
  };
}
