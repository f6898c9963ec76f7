/**
 * What the pages of operations tell a person to type, typed against a real control plane that holds production's objects.
 * `apply` stands for Argo CD: server-side apply of what Git says, with force. No kubelet runs, so pods stay pending.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ApiClient } from "../../../scripts/cluster/client.ts";
import { missing, startControlPlane } from "../../../scripts/cluster/control-plane.ts";
import { kubeconfigOf, stopCluster } from "../../../scripts/cluster/instance.ts";
import { ROOT } from "../../support/cli.ts";
import { sectionsOf } from "../../support/pages.ts";
import { have } from "../../support/programs.ts";
import { pick, type Rendered, rendered } from "../../support/rendered.ts";

const unbuilt = await missing();
const ready = unbuilt?.length === 0 && have("kubectl");
if (!ready)
  process.stderr.write(`SKIPPED: the steps of operations on a control plane; not built: ${unbuilt?.join(", ") ?? "Go is missing"} (npm run cluster:up)\n`);

const NAMESPACE = "ai-scientist";
const EXPANDABLE = { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", provisioner: "example.com/volumes", allowVolumeExpansion: true };
const directory = mkdtempSync(join(tmpdir(), "recovery-"));
let client: ApiClient;
let workload: Rendered[];
let cache: Rendered[];

/** Types a line into a shell, as it stands on the page but for what a person fills in. */
function type(line: string): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", line], {
    cwd: ROOT,
    env: { ...process.env, KUBECONFIG: kubeconfigOf(directory) },
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

/** The lines of a section of a page. */
function lines(page: string, heading: string): readonly string[] {
  const section = sectionsOf(page).find((each) => each.heading === heading);
  if (!section) throw new Error(`${page} has no section ${heading}`);
  return section.commands;
}
const line = (page: string, heading: string, words: RegExp): string => {
  const found = lines(page, heading).filter((each) => words.test(each));
  if (found.length !== 1) throw new Error(`${page}, ${heading}: ${found.length} lines with ${words}`);
  return found[0] as string;
};

const typed = (words: string): string => {
  const { status, output } = type(words);
  expect({ status, output }).toMatchObject({ status: 0 });
  return output;
};
const get = (what: string, path: string): string => typed(`kubectl get ${what} -n ${NAMESPACE} -o jsonpath='{${path}}'`);

async function apply(...objects: Rendered[]): Promise<void> {
  for (const object of objects) expect(await client.apply(object)).toMatchObject({ accepted: true });
}

/** A volume for a claim, as a provisioner would make it. */
async function bind(claim: string, storageClassName: string, storage: string): Promise<void> {
  await apply({
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: `volume-of-${claim}` },
    spec: {
      capacity: { storage },
      accessModes: ["ReadWriteMany", "ReadWriteOnce"],
      storageClassName,
      claimRef: { name: claim, namespace: NAMESPACE },
      csi: { driver: "example.com", volumeHandle: claim },
    },
  });
  await vi.waitFor(() => expect(get(`pvc ${claim}`, ".status.phase")).toBe("Bound"), { timeout: 60_000, interval: 500 });
}

describe.skipIf(!ready)("the steps of operations", { timeout: 300_000 }, () => {
  beforeAll(async () => {
    ({ client } = await startControlPlane({ directory }));
    [workload, cache] = [rendered("apps/production/ai-scientist"), rendered("apps/production/redis")];
    await apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: "argocd" } }, ...rendered("apps/production/tenancy"));
    const classes = new Set([...workload, ...cache].flatMap(({ spec }) => [spec?.storageClassName, spec?.volumeClaimTemplates?.[0].spec.storageClassName]));
    for (const name of classes) if (name) await apply({ ...EXPANDABLE, metadata: { name } });
    // Applications whose operators nobody runs here: their kinds are there, and nobody acts on them.
    for (const name of ["ai-scientist", "redis", "tenancy"]) await apply(pick(rendered("clusters/production"), "Application", name));
    const own = (objects: Rendered[]) => objects.filter(({ kind }) => !["ClusterRoleBinding", "Policy", "VerticalPodAutoscaler"].includes(kind));
    await apply(...own(workload), ...own(cache));
  }, 300_000);
  afterAll(async () => {
    client?.close();
    await stopCluster(directory);
    rmSync(directory, { recursive: true, force: true });
  }, 60_000);

  it("hold an Application, and let go", () => {
    const [hold, release] = lines("docs/operations/README.md", "Hold, and let go").filter((each) => each.includes("skip-reconcile"));
    const held = () => typed("kubectl get application ai-scientist -n argocd -o jsonpath='{.metadata.annotations}'");
    typed(hold as string);
    expect(held()).toContain("skip-reconcile");
    typed(release as string);
    expect(held()).not.toContain("skip-reconcile");
  });

  it("grow the data's volume by hand, which Argo CD would try to take back", async () => {
    const claim = pick(workload, "PersistentVolumeClaim", "ai-scientist-data");
    await bind("ai-scientist-data", claim.spec.storageClassName, "500Gi");
    const grow = line("docs/operations/scale.md", "More storage", /patch pvc ai-scientist-data/);
    typed(grow);
    expect(get("pvc ai-scientist-data", ".spec.resources.requests.storage")).toBe("600Gi");

    expect((await client.apply(claim)).message).toMatch(/can not be less than/);
    const committed = structuredClone(claim);
    committed.spec.resources.requests.storage = "600Gi";
    await apply(committed);
    // What bounds it, as the page says.
    expect(type(grow.replace("600Gi", "3Ti")).output).toMatch(/maximum storage usage per PersistentVolumeClaim is 2Ti/);
  });

  it("grow Redis' volumes, and make the StatefulSet anew around its pods", async () => {
    const set = pick(cache, "StatefulSet", "redis");
    const { storageClassName } = set.spec.volumeClaimTemplates[0].spec;
    await vi.waitFor(() => expect(get("pods -l app.kubernetes.io/component=server", ".items[*].metadata.name")).toBe("redis-0 redis-1 redis-2"), {
      timeout: 60_000,
      interval: 500,
    });
    for (const ordinal of [0, 1, 2]) await bind(`data-redis-${ordinal}`, storageClassName, "8Gi");
    const commands = lines("docs/operations/scale.md", "More storage");
    const loop = commands.slice(
      commands.findIndex((each) => each.startsWith("for claim in")),
      commands.indexOf("done") + 1,
    );
    typed(loop.join("\n"));
    expect(get("pvc -l app.kubernetes.io/component=server", ".items[*].spec.resources.requests.storage")).toBe("16Gi 16Gi 16Gi");

    const larger = structuredClone(set);
    larger.spec.volumeClaimTemplates[0].spec.resources.requests.storage = "16Gi";
    expect((await client.apply(larger)).message).toMatch(/Forbidden: updates to statefulset spec/);
    const pods = get("pods -l app.kubernetes.io/component=server", ".items[*].metadata.uid");
    typed(line("docs/operations/scale.md", "More storage", /delete statefulset redis/));
    await vi.waitFor(async () => expect((await client.get(set)).status).toBe(404), { timeout: 60_000, interval: 500 });
    await apply(larger);
    await vi.waitFor(() => expect(get("pods redis-0", ".metadata.ownerReferences[0].uid")).toBe(get("statefulset redis", ".metadata.uid")), {
      timeout: 60_000,
      interval: 500,
    });
    expect(get("pods -l app.kubernetes.io/component=server", ".items[*].metadata.uid")).toBe(pods);
  });

  it("raise the autoscaler's maximum with the quota", async () => {
    const commands = lines("docs/runbooks/autoscaler-at-maximum.md", "In an emergency");
    for (const command of commands.filter((each) => each.startsWith("kubectl"))) typed(command);
    expect(get("scaledobject ai-scientist", ".spec.maxReplicaCount")).toBe("12");
    expect(get("resourcequota ai-scientist", ".spec.hard.requests\\.nvidia\\.com/gpu")).toBe("13");
    // Without the hold, this is what happens within seconds.
    await apply(pick(workload, "ScaledObject", "ai-scientist"));
    expect(get("scaledobject ai-scientist", ".spec.maxReplicaCount")).toBe("10");
  });

  it("keep a pause that Git does not state", async () => {
    typed(line("docs/operations/scale.md", "More or fewer pods", /paused-replicas=5/));
    await apply(pick(workload, "ScaledObject", "ai-scientist"));
    expect(get("scaledobject ai-scientist", ".metadata.annotations")).toContain('"autoscaling.keda.sh/paused-replicas":"5"');
    typed(line("docs/operations/scale.md", "More or fewer pods", /paused-replicas-$/));
    expect(get("scaledobject ai-scientist", ".metadata.annotations")).not.toContain("paused-replicas");
  });

  it("go back to the release before, and put back the ConfigMap that went with it", async () => {
    const before = pick(workload, "Deployment", "ai-scientist");
    const bad = structuredClone(before);
    bad.spec.template.spec.containers[0].image = "registry.example.com/ai-scientist/ai-scientist:2.2.0";
    await vi.waitFor(() => expect(get("replicasets", ".items[*].metadata.name")).toContain("ai-scientist-"), { timeout: 60_000, interval: 500 });
    await apply(bad);
    await vi.waitFor(() => expect(get("replicasets", ".items[*].metadata.name").split(" ")).toHaveLength(3), { timeout: 60_000, interval: 500 });
    const image = () => get("deployment ai-scientist", ".spec.template.spec.containers[0].image");
    typed(line("docs/operations/rollback.md", "Rollback", /rollout undo/));
    expect(image()).toBe(before.spec.template.spec.containers[0].image);

    const config = pick(workload, "ConfigMap", "ai-scientist-config");
    await client.delete(config);
    const put = line("docs/operations/rollback.md", "Rollback", /kubectl create -f/).replace("../before/", "");
    expect(type(put).output).toContain(`configmap/${config.metadata.name} created`);
    expect((await client.get(config)).accepted).toBe(true);
    expect(image()).toBe(before.spec.template.spec.containers[0].image);
    await apply(bad);
    expect(image()).toBe("registry.example.com/ai-scientist/ai-scientist:2.2.0");
  });

  it("back up by hand, and say that a loss is meant", () => {
    const [now, meant] = lines("docs/operations/backup.md", "Back up now").filter((each) => each.startsWith("kubectl create job"));
    typed(now as string);
    typed(meant as string);
    expect(get("job backup-after-cleanup", '.spec.template.spec.containers[0].env[?(@.name=="ACCEPT_LOSS")].value')).toBe("yes");
    expect(
      execFileSync("kubectl", ["get", "jobs", "-n", NAMESPACE, "-o", "name"], {
        env: { ...process.env, KUBECONFIG: kubeconfigOf(directory) },
        encoding: "utf8",
      }),
    ).toMatch(/backup-\d{8}-\d{6}/);
  });

  it("restore another snapshot by its id", () => {
    const create = line("docs/runbooks/restore.md", "3. Restore", /SNAPSHOT=/).replace("<id>", "0badc0de");
    typed(create);
    expect(get("job restore-now", '.spec.template.spec.containers[0].env[?(@.name=="SNAPSHOT")].value')).toBe("0badc0de");
  });
});
