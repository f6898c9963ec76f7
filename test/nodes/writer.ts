import { setTimeout as sleep } from "node:timers/promises";
import { eventually, type TestCluster } from "./cluster.ts";
import { NAMESPACE } from "./redis.ts";
import { client } from "./stories/redis.ts";

/** One write after the other, each of its own key, and what became of it: "<milliseconds> <number> <OK or the refusal>". */
const SCRIPT = `
export REDISCLI_AUTH=$(cat /etc/redis-password/password)
i=0
while :; do
  i=$((i + 1))
  answer=$(timeout 1 redis-cli -h "$1" set "$2:$i" "$i" 2>&1) || answer="no answer $answer"
  echo "$(date +%s%3N) $i $(echo "$answer" | tr '\\n' ' ')" >>/work/log
done`;

/** What a client saw who wrote all the time. */
export interface Written {
  /** Writes that were acknowledged. */
  acknowledged: number;
  /** Writes that were not. */
  failed: number;
  /** Of the acknowledged ones, those that are not there any more. */
  lost: number;
  /** The longest time without an acknowledgement. */
  gapSeconds: number;
  /** From the first write that failed to the last one. */
  troubleSeconds: number;
}

/**
 * Writes all the time while something happens, from an application's pod on the node. It connects anew for each write, and
 * knows the address of the Service, as an application with open connections does not ask DNS either.
 */
export async function whileWriting(cluster: TestCluster, node: string, happens: () => Promise<void>): Promise<Written> {
  const prefix = `write-${Date.now()}`;
  const { spec } = await cluster.get(`--namespace=${NAMESPACE}`, "service", "redis");
  const labels = { "app.kubernetes.io/name": "ai-scientist", "app.kubernetes.io/component": "application" };
  const writer = client("writer", labels, ["sh", "-c", SCRIPT, "sh", spec.clusterIP, prefix], node);
  await cluster.delete([writer]);
  await cluster.apply([writer]);
  try {
    await eventually("the writer writes", async () => ((await log(cluster)).filter(({ ok }) => ok).length > 5 ? true : undefined));
    await happens();
    await sleep(1000);
    const entries = await log(cluster);
    const kept = new Set(await keys(cluster, prefix));
    const good = entries.filter(({ ok }) => ok);
    const bad = entries.filter(({ ok }) => !ok);
    const gaps = good.slice(1).map(({ time }, index) => time - (good[index]?.time ?? time));
    return {
      acknowledged: good.length,
      failed: bad.length,
      lost: good.filter(({ number }) => !kept.has(`${prefix}:${number}`)).length,
      gapSeconds: Math.max(...gaps) / 1000,
      troubleSeconds: bad.length === 0 ? 0 : ((bad.at(-1)?.time ?? 0) - (bad[0]?.time ?? 0)) / 1000,
    };
  } finally {
    await cluster.delete([writer]);
  }
}

/** Waits until writes have been acknowledged for some seconds after now without one that failed. */
export async function untilWritesGoOn(cluster: TestCluster, forSeconds = 10): Promise<void> {
  const since = Date.now();
  await eventually(
    `writes go on for ${forSeconds} s without one that fails`,
    async () => {
      const entries = await log(cluster);
      const bad = entries.findLast(({ ok }) => !ok);
      if ((entries.at(-1)?.time ?? 0) - Math.max(bad?.time ?? 0, since) > forSeconds * 1000) return true;
      throw new Error(bad ? `the last one that failed: ${bad.answer}` : "none has failed yet");
    },
    240,
  );
}

async function log(cluster: TestCluster): Promise<{ time: number; number: number; ok: boolean; answer: string }[]> {
  const { stdout } = await cluster.exec(NAMESPACE, "writer", ["cat", "/work/log"]);
  return stdout
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [time, number, ...words] = line.split(" ");
      const answer = words.join(" ").trim();
      return { time: Number(time), number: Number(number), ok: answer === "OK", answer };
    });
}

/** The keys that are there. @throws Error where Redis does not answer, which is not the same as that there are none */
async function keys(cluster: TestCluster, prefix: string): Promise<string[]> {
  const script = 'REDISCLI_AUTH=$(cat /etc/redis-password/password) redis-cli -h redis --scan --pattern "$1:*"';
  return eventually("Redis lists its keys", async () => {
    const { code, stdout, stderr } = await cluster.exec(NAMESPACE, "writer", ["sh", "-c", script, "sh", prefix]);
    if (code !== 0 || !stdout.startsWith(prefix)) throw new Error(stderr || stdout || "none");
    return stdout.trim().split("\n");
  });
}
