import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseQuantity } from "../../scripts/model/quantity.ts";
import { Cluster, canRunRedis } from "./redis/cluster.ts";
import { Connection } from "./redis/connection.ts";
import { eventually } from "./redis/eventually.ts";

describe.skipIf(!canRunRedis())("the single node of staging", () => {
  let cluster: Cluster;
  const open = (password?: string) => Connection.open(cluster.address("redis"), 6379, password);
  const ready = () => eventually(async () => expect(await cluster.run("redis-0", "readinessProbe")).toMatchObject({ status: 0 }));

  beforeAll(async () => {
    cluster = new Cluster("apps/staging/redis");
    expect(cluster.names("server")).toEqual(["redis-0"]);
    cluster.start("redis-0");
    await ready();
  }, 30_000);
  afterAll(() => cluster?.dispose());

  it("refuses the default user without the password", async () => {
    const stranger = await open();
    await expect(stranger.command("GET", "key")).rejects.toThrow("NOAUTH");
    await expect(stranger.command("CONFIG", "GET", "requirepass")).rejects.toThrow("NOAUTH");
    stranger.close();
    await expect(open("wrong")).rejects.toThrow("WRONGPASS");
  });

  it("keeps its data when it is killed", async () => {
    const client = await open(cluster.password);
    await client.command("SET", "kept", "value");
    client.close();
    await cluster.pod("redis-0").signal("SIGKILL");
    expect((await cluster.run("redis-0", "livenessProbe")).status).not.toBe(0);
    cluster.start("redis-0");
    await ready();
    const again = await open(cluster.password);
    expect(await again.command("GET", "kept")).toBe("value");
    again.close();
  });

  it("evicts cached answers instead of outgrowing its container, and keeps what has no end", async () => {
    const limit = parseQuantity(cluster.pod("redis-0").container.resources.limits.memory);
    const client = await open(cluster.password);
    const [, maxmemory] = (await client.command("CONFIG", "GET", "maxmemory")) as [string, string];
    expect(Number(maxmemory)).toBe(Math.floor(limit * 0.6));
    expect(await client.command("CONFIG", "GET", "maxmemory-policy")).toEqual(["maxmemory-policy", "volatile-lru"]);
    // Never read again, so that it would be the first to go.
    await client.command("INCRBYFLOAT", "cost:daily", "12.5");

    const mebibyte = "x".repeat(1 << 20);
    for (let written = 0; written < Number(maxmemory) * 1.1; written += mebibyte.length) {
      expect(await client.command("SET", `filler:${written}`, mebibyte, "EX", "7200")).toBe("OK");
    }
    expect(await client.command("INFO", "stats")).toMatch(/evicted_keys:[1-9]/);
    expect(await client.command("GET", "cost:daily")).toBe("12.5");
    client.close();
    const peak = 1024 * Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${cluster.pod("redis-0").pid}/status`, "utf8"))?.[1]);
    const mib = (bytes: number) => Math.round(bytes / (1 << 20));
    process.stderr.write(`redis: filled to maxmemory ${mib(Number(maxmemory))} MiB: at most ${mib(peak)} MiB resident of the container's ${mib(limit)} MiB\n`);
    expect(peak).toBeLessThan(limit);
  });
});

describe.skipIf(!canRunRedis())("a password that configuration files could read differently", () => {
  it("keeps Redis from starting, and is not printed", async () => {
    const cluster = new Cluster("apps/staging/redis", 'with "quote');
    cluster.start("redis-0");
    try {
      await eventually(async () => expect(cluster.pod("redis-0").output).toContain("wanted letters and digits only"));
      expect(cluster.pod("redis-0").output).not.toContain(cluster.password);
      await expect(Connection.open(cluster.address("redis"), 6379)).rejects.toThrow("ECONNREFUSED");
    } finally {
      cluster.dispose();
    }
  });
});
