import { eventually, type TestCluster } from "../cluster.ts";
import { deployRedis, NAMESPACE, redisObjects } from "../redis.ts";
import type { Story } from "../story.ts";

/** Redis of production as rendered: restricted, with its volumes, probes, Services and policies; asked by one that may and one that may not. */
export const redis: Story = {
  name: "redis",
  async tell(cluster) {
    await cluster.apply(redisObjects().namespace);
    const privileged = await cluster.try([`--namespace=${NAMESPACE}`, "run", "privileged", "--image=x", "--privileged", "--dry-run=server"]);
    if (!privileged.stderr.includes("violates PodSecurity"))
      throw new Error(`the namespace does not enforce the restricted standard: ${privileged.stderr || privileged.stdout}`);
    const started = Date.now();
    await deployRedis(cluster);
    const ready = (Date.now() - started) / 1000;
    await cluster.apply([client("friend", { "app.kubernetes.io/name": "ai-scientist", "app.kubernetes.io/component": "application" }), client("stranger", {})]);
    for (const pod of ["friend", "stranger"])
      await cluster.kubectl([`--namespace=${NAMESPACE}`, "wait", `pod/${pod}`, "--for=condition=Ready", "--timeout=60s"]);
    await eventually("the application's pods reach Redis", async () =>
      (await ask(cluster, "friend", "set", "greeting", "hello")) === "OK" ? true : undefined,
    );
    const refused = await eventually("a stranger is refused", async () => {
      const answer = await ask(cluster, "stranger", "get", "greeting");
      return /refused|timed out|unreachable|^$/i.test(answer) ? answer || "no connection within 3 s" : undefined;
    });
    const read = await ask(cluster, "friend", "get", "greeting");
    if (read !== "hello") throw new Error(`wrote hello and read ${read}`);
    await cluster.kubectl([`--namespace=${NAMESPACE}`, "delete", "pod", "friend", "stranger", "--grace-period=0", "--force"]);
    const { items } = await cluster.get(`--namespace=${NAMESPACE}`, "pods");
    return { "seconds until all pods are ready": ready.toFixed(1), pods: items.length, "a stranger": refused };
  },
};

async function ask(cluster: TestCluster, pod: string, ...command: string[]): Promise<string> {
  const script = 'REDISCLI_AUTH=$(cat /etc/redis-password/password) timeout 3 redis-cli -h redis "$@" 2>&1';
  const { stdout } = await cluster.exec(NAMESPACE, pod, ["sh", "-c", script, "sh", ...command]);
  return stdout.trim();
}

/** A pod with the tools of Redis that passes the restricted standard. */
export function client(name: string, labels: Record<string, string>, command: readonly string[] = ["sleep", "infinity"], node?: string): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: NAMESPACE, labels },
    spec: {
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 0,
      ...(node ? { nodeName: node } : {}),
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          name: "client",
          image: "docker.io/library/redis:stand-in",
          imagePullPolicy: "Never",
          command,
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
          volumeMounts: [
            { name: "password", mountPath: "/etc/redis-password", readOnly: true },
            { name: "work", mountPath: "/work" },
          ],
        },
      ],
      volumes: [
        { name: "password", secret: { secretName: "redis-password" } },
        { name: "work", emptyDir: {} },
      ],
    },
  };
}
