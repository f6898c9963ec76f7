import { randomBytes } from "node:crypto";
import type { Rendered } from "../support/rendered.ts";
import type { TestCluster } from "./cluster.ts";
import { environment } from "./trees.ts";

export const NAMESPACE = "ai-scientist";
/** What no operator is here to make. */
const MADE_BY_OPERATORS = ["ExternalSecret", "Password"];

/** Objects of production, as rendered: Redis, and the namespace it lives in with the policies of all that is there. */
export function redisObjects(): { namespace: Rendered[]; redis: Rendered[] } {
  const objects = environment("production").filter(({ metadata }) => metadata.labels?.["app.kubernetes.io/part-of"] !== undefined);
  const named = (name: string) => objects.filter(({ metadata }) => metadata.labels["app.kubernetes.io/name"] === name);
  const policies = objects.filter(({ kind, metadata }) => kind === "NetworkPolicy" && metadata.namespace === NAMESPACE);
  return {
    namespace: [...named("tenancy").filter(({ kind }) => kind !== "NetworkPolicy"), ...policies],
    redis: named("redis").filter(({ kind }) => !MADE_BY_OPERATORS.includes(kind)),
  };
}

/** Deploys Redis unless it is there, and waits until every pod is ready. The Secret is ours: External Secrets does not run here. */
export async function deployRedis(cluster: TestCluster): Promise<void> {
  const { namespace, redis } = redisObjects();
  await cluster.apply(namespace);
  await cluster.provideImages(redis);
  await cluster.provideVolumes(redis);
  const there = await cluster.try([`--namespace=${NAMESPACE}`, "get", "secret", "redis-password"]);
  const password = randomBytes(24).toString("hex");
  if (there.code !== 0)
    await cluster.apply([{ apiVersion: "v1", kind: "Secret", metadata: { name: "redis-password", namespace: NAMESPACE }, stringData: { password } }]);
  await cluster.apply(redis);
  for (const workload of redis.filter(({ kind }) => ["StatefulSet", "Deployment"].includes(kind)))
    await cluster.rolledOut(NAMESPACE, `${workload.kind.toLowerCase()}/${workload.metadata.name}`, 240);
}
