import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Cluster, canRunRedis } from "./redis/cluster.ts";
import { Connection } from "./redis/connection.ts";
import { eventually } from "./redis/eventually.ts";
import { Writers } from "./redis/writers.ts";

const WRITERS = 8;

/**
 * The writes that a primary may acknowledge and lose when it dies or freezes at once. Redis answers the clients and
 * feeds the replicas at the end of the same turn of its event loop, and each writer waits for its answer, so one
 * write of each writer may be answered in a turn whose stream never left.
 */
const LOST_AT_MOST = WRITERS;

/** Sentinel's flags of a replica that answers. */
const isUp = expect.not.stringMatching(/down|disconnected/);

const report = (line: string): boolean => process.stderr.write(`redis: ${line}\n`);

describe.skipIf(!canRunRedis())("three nodes of production behind one address", { timeout: 90_000 }, () => {
  let cluster: Cluster;
  const open = (address: string, port = 6379) => Connection.open(address, port, cluster.password);

  /** The pod that Sentinel calls the primary. */
  async function primary(): Promise<string> {
    const sentinel = await open(cluster.pod("redis-sentinel-0").address, 26379);
    const [address] = (await sentinel.command("SENTINEL", "get-master-addr-by-name", "redis")) as [string];
    sentinel.close();
    return cluster.names("server").find((name) => cluster.pod(name).address === address) as string;
  }

  const otherPrimaryThan = (before: string) => eventually(async () => expect(await primary()).not.toBe(before));

  async function replication(name: string): Promise<string> {
    const server = await open(cluster.pod(name).address);
    const info = (await server.command("INFO", "replication")) as string;
    server.close();
    return info;
  }

  /** Waits until the primary has both replicas in step, and every sentinel knows them and the two other sentinels. */
  async function settled(): Promise<void> {
    await eventually(async () => {
      expect((await replication(await primary())).match(/state=online/g)).toHaveLength(2);
      for (const name of cluster.names("sentinel")) {
        const sentinel = await open(cluster.pod(name).address, 26379);
        expect(await sentinel.command("SENTINEL", "sentinels", "redis")).toHaveLength(2);
        const replicas = (await sentinel.command("SENTINEL", "replicas", "redis")) as string[][];
        expect(replicas.map((fields) => fields[fields.indexOf("flags") + 1])).toEqual([isUp, isUp]);
        expect(await sentinel.command("SENTINEL", "ckquorum", "redis")).toMatch(/^OK 3 usable Sentinels/);
        sentinel.close();
      }
      (await open(cluster.address("redis"))).close();
    });
  }

  beforeAll(async () => {
    cluster = new Cluster("apps/production/redis");
    cluster.start(...cluster.names("server"), ...cluster.names("sentinel"), "redis-proxy-0");
    await settled();
  }, 30_000);
  afterEach(({ task }) => {
    if (task.result?.state === "fail") report(`what the pods said:\n${cluster.output()}`);
  });
  afterAll(() => cluster?.dispose());

  it("asks everybody for the password and shows it to nobody", async () => {
    const addresses = [...cluster.names("server").map((name) => [cluster.pod(name).address, 6379]), [cluster.address("redis"), 6379]];
    for (const name of cluster.names("sentinel")) addresses.push([cluster.pod(name).address, 26379]);
    for (const [host, port] of addresses as [string, number][]) {
      const stranger = await Connection.open(host, port);
      await expect(stranger.command(port === 6379 ? "GET" : "SENTINEL", port === 6379 ? "key" : "masters")).rejects.toThrow("NOAUTH");
      await expect(stranger.command("AUTH", "wrong")).rejects.toThrow("WRONGPASS");
      stranger.close();
    }
    for (const name of [...cluster.names("server"), ...cluster.names("sentinel"), "redis-proxy-0"]) {
      expect(readFileSync(`/proc/${cluster.pod(name).pid}/cmdline`, "utf8")).not.toContain(cluster.password);
      expect(cluster.pod(name).output).not.toContain(cluster.password);
    }
    expect(statSync(`${cluster.pod("redis-0").path("/run/redis")}/server.conf`).mode & 0o777).toBe(0o600);
    expect(statSync(`${cluster.pod("redis-sentinel-0").path("/data")}/sentinel.conf`).mode & 0o777).toBe(0o600);
  });

  it("survives the sudden death of its primary", async () => {
    const writers = await load();
    const before = await primary();
    const acknowledged = writers.acknowledged;
    const outage = await writers.outageDuring(async () => {
      await cluster.pod(before).signal("SIGKILL");
      await otherPrimaryThan(before);
    });
    const after = writers.acknowledged - acknowledged;
    const lost = await writers.lost();
    report(`primary killed: no writes for ${outage} ms, ${acknowledged} acknowledged before, ${after} after, ${lost} lost (at most ${LOST_AT_MOST})`);
    expect(acknowledged).toBeGreaterThan(500);
    expect(lost).toBeLessThanOrEqual(LOST_AT_MOST);
    expect(outage).toBeLessThan(15_000);

    cluster.start(before);
    await settled();
    expect(await replication(before)).toContain("role:slave");
  });

  it("loses nothing when the primary is stopped on purpose", async () => {
    const writers = await load();
    const before = await primary();
    const acknowledged = writers.acknowledged;
    const outage = await writers.outageDuring(async () => {
      expect(await cluster.run(before, "preStop")).toMatchObject({ status: 0 });
      await cluster.pod(before).signal("SIGTERM");
      await otherPrimaryThan(before);
    });
    const lost = await writers.lost();
    report(`primary stopped on purpose: no writes for ${outage} ms, ${acknowledged} acknowledged before, ${lost} lost`);
    expect(lost).toBe(0);
    expect(outage).toBeLessThan(10_000);

    cluster.start(before);
    await settled();
  });

  it("follows the new primary when the old one was only frozen and comes back", async () => {
    const writers = await load();
    const before = await primary();
    const outage = await writers.outageDuring(async () => {
      await cluster.pod(before).signal("SIGSTOP");
      await otherPrimaryThan(before);
    });
    await cluster.pod(before).signal("SIGCONT");
    await eventually(async () => expect(await replication(before)).toContain("role:slave"));
    await settled();
    expect(await primary()).not.toBe(before);
    const lost = await writers.lost();
    report(`primary frozen and back: no writes for ${outage} ms, ${writers.acknowledged} acknowledged, ${lost} lost (at most ${LOST_AT_MOST})`);
    expect(lost).toBeLessThanOrEqual(LOST_AT_MOST);
  });

  it("has a primary that stops taking writes, once cut off, before another can be chosen", async () => {
    const alone = await primary();
    const others = cluster.names("server").filter((name) => name !== alone);
    const client = await open(cluster.pod(alone).address);
    const [, downAfter] = /^sentinel down-after-milliseconds redis (\d+)$/m.exec(cluster.file("redis-sentinel-config", "sentinel.conf")) ?? [];
    await Promise.all(others.map((name) => cluster.pod(name).signal("SIGSTOP")));
    const start = performance.now();
    await eventually(() => expect(client.command("SET", "alone", "x")).rejects.toThrow("NOREPLICAS"));
    const refusing = Math.round(performance.now() - start);
    await Promise.all(others.map((name) => cluster.pod(name).signal("SIGCONT")));
    client.close();
    report(`primary cut off: refuses writes after ${refusing} ms; Sentinel waits ${downAfter} ms`);
    expect(refusing).toBeLessThan(Number(downAfter));
    await settled();
  });

  it("remembers its primary and its data when everything stops at once", async () => {
    if ((await primary()) === "redis-0") {
      expect(await cluster.run("redis-0", "preStop")).toMatchObject({ status: 0 });
      await settled();
    }
    const before = await primary();
    const writers = await load();
    expect(await writers.lost()).toBe(0);
    const pods = [...cluster.names("server"), ...cluster.names("sentinel")];
    await Promise.all(pods.map((name) => cluster.pod(name).signal("SIGKILL")));
    // redis-0 first: it must wait for Sentinel and not take itself for the primary.
    cluster.start("redis-0");
    await sleep(500);
    cluster.start(...pods.filter((name) => name !== "redis-0"));
    await settled();
    expect(cluster.pod("redis-0").output).toMatch(new RegExp(`the primary is ${cluster.pod(before).address}\n(?!.*start:)`, "s"));
    expect(await writers.lost()).toBe(0);
  });

  it("takes a new password when all pods start again, and keeps its data and its primary", async () => {
    const [before, old] = [await primary(), cluster.password];
    const writers = await load();
    expect(await writers.lost()).toBe(0);
    const pods = [...cluster.names("server"), ...cluster.names("sentinel"), "redis-proxy-0"];
    await Promise.all(pods.map((name) => cluster.pod(name).signal("SIGKILL")));
    cluster.password = "another0password0123456789";
    cluster.start(...pods);
    await settled();
    expect(await primary()).toBe(before);
    await expect(Connection.open(cluster.address("redis"), 6379, old)).rejects.toThrow("WRONGPASS");
    expect(await writers.lost(cluster.password)).toBe(0);
  });

  it("tells Prometheus how many nodes the proxy takes for the primary", async () => {
    const metrics = await (await fetch(`http://${cluster.pod("redis-proxy-0").address}:8404/metrics`)).text();
    expect(metrics).toMatch(/^haproxy_backend_active_servers\{proxy="redis"\} 1$/m);
  });

  it("has a proxy that listens at an IPv6 address as well", () => {
    const file = `${cluster.pod("redis-proxy-0").path("/etc/haproxy")}/haproxy.cfg`;
    const env = { PATH: `${process.env["PATH"]}:/usr/sbin`, POD_IP: "fd00::17", REDIS_PASSWORD: "x" };
    const { status, stderr } = spawnSync("haproxy", ["-c", "-f", file], { env, encoding: "utf8" });
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });

  it("says so when its image cannot ask DNS, instead of waiting for ever", () => {
    const nodes = `${cluster.pod("redis-sentinel-0").path("/etc/redis")}/nodes.sh`;
    const { status, stderr } = spawnSync("/bin/sh", [nodes], { env: { PATH: "/nowhere" }, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("no getent") });
  });

  /** Writers that have been at it for two seconds. */
  async function load(): Promise<Writers> {
    const writers = new Writers(WRITERS, cluster.address("redis"), cluster.password);
    await sleep(2000);
    return writers;
  }
});
