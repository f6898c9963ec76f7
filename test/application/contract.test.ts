/** The reference implementation does what the contract of the image says, with a real Redis. */
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { beginnings } from "../../application/reference/budget.ts";
import manifest from "../../package.json" with { type: "json" };
import { ROOT } from "../support/cli.ts";
import { have } from "../support/programs.ts";
import { makeRepository } from "../support/repository.ts";
import { PASSWORD, RedisServer } from "./redis.ts";
import { Reference } from "./reference.ts";

const poll = { timeout: 30_000, interval: 100 };
const CONFIG = `${ROOT}apps/base/ai-scientist/config`;
const files = Object.fromEntries(["ai_scientist_config.yaml", "bfts_config.yaml"].map((name) => [name, readFileSync(`${CONFIG}/${name}`, "utf8")]));
const config = Object.fromEntries(
  readFileSync(`${CONFIG}/application.env`, "utf8")
    .split("\n")
    .filter((line) => /^[A-Z]/.test(line) && !line.includes("=from-"))
    .map((line) => line.split("=") as [string, string]),
);

describe.skipIf(!have("redis-server"))("the reference with a real Redis", () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis?.stop());

  /** Starts one with the repository's own configuration, but for what is another here. */
  async function start(folder: string, env: Readonly<Record<string, string>> = {}): Promise<Reference> {
    const here = { PORT: "0", METRICS_PORT: "0", CHECKPOINT_DIR: `${folder}/checkpoints`, LOG_DIR: `${folder}/logs`, DATA_DIR: folder };
    const reference = await Reference.start(folder, { ...config, ...redis.env, ...here, ...env });
    onTestFinished(async () => void (await reference.end("SIGKILL")));
    return reference;
  }

  async function started(env: Readonly<Record<string, string>> = {}, folder = makeRepository(files)): Promise<Reference> {
    await redis.command("FLUSHALL");
    const reference = await start(folder, env);
    await reference.says("application: started");
    return reference;
  }

  it("passes npm run test:contract", async () => {
    const reference = await started();
    const [program, ...args] = manifest.scripts["test:contract"].split(" ");
    expect(program).toBe("node");
    const { status, stdout } = spawnSync(process.execPath, [...args, reference.url, "--metrics-url", reference.metricsUrl], { cwd: ROOT, encoding: "utf8" });
    expect(stdout).not.toContain("FAIL");
    expect(status).toBe(0);
    expect(stdout).toContain("GET /startup");
  });

  it("starts from its folder alone", async () => {
    const folder = makeRepository({});
    cpSync(`${ROOT}application/reference`, join(folder, "reference"), { recursive: true });
    const env = { AI_SCIENTIST_EXEC_TIMEOUT: "soon" };
    const { status, stderr } = spawnSync(process.execPath, [join(folder, "reference/main.ts")], { cwd: folder, encoding: "utf8", env });
    expect(stderr).toBe('EXEC_TIMEOUT: wanted seconds, found "soon"\n');
    expect(status).toBe(78);
  });

  it("is not started until Redis answers, and stays ready when it is lost, without a guess at costs", async () => {
    const own = await RedisServer.start();
    onTestFinished(() => own.stop());
    await own.stop();
    const reference = await start(makeRepository(files), own.env);
    expect((await reference.ask("GET", "/startup")).status).toBe(503);
    expect((await reference.ask("GET", "/health")).status).toBe(200);
    expect(await reference.metric("ai_scientist_daily_cost")).toBeUndefined();
    await own.run();
    await reference.says("application: started");
    await expect.poll(() => reference.metric("ai_scientist_daily_cost"), poll).toBe(0);
    expect((await reference.ask("POST", "/completions", { question: "kept" })).status).toBe(200);
    await own.stop();
    await expect.poll(() => reference.metric("ai_scientist_daily_cost"), poll).toBeUndefined();
    expect((await reference.ask("GET", "/ready")).status).toBe(200);
    expect((await reference.ask("POST", "/completions", { question: "kept" })).body).toMatchObject({ cached: true });
    expect((await reference.ask("POST", "/completions", { question: "new" })).status).toBe(503);
  });

  it("never starts with a wrong password, and does not print it", async () => {
    const reference = await start(makeRepository(files), { REDIS_PASSWORD: "wrong0password" });
    await reference.says("WRONGPASS");
    expect((await reference.ask("GET", "/startup")).status).toBe(503);
    expect(reference.output).not.toMatch(new RegExp(`wrong0password|${PASSWORD}`));
  });

  it("adds up with other replicas what is spent, slows down at 80 % and waits at the limit", async () => {
    const folder = makeRepository(files);
    const env = { DAILY_COST_LIMIT: "10", COST_THROTTLE_PERCENT: "80", MAX_CONCURRENT_EXPERIMENTS: "3" };
    const reference = await started(env, folder);
    const other = await start(makeRepository(files), env);
    await other.says("application: started");
    await other.ask("POST", "/admin/simulation", { callUsd: 7.5 });
    expect((await other.ask("POST", "/completions", { question: "a" })).body).not.toHaveProperty("recommendation");
    await expect.poll(() => reference.metric("ai_scientist_daily_cost"), poll).toBe(7.5);
    expect(await reference.metric('ai_scientist_cost_by_category{category="model"}')).toBe(7.5);
    expect((await reference.ask("GET", "/")).body).toMatchObject({ budget: "open" });

    await reference.ask("POST", "/admin/simulation", { callUsd: 0.5 });
    await reference.ask("POST", "/completions", { question: "b" });
    expect((await reference.ask("GET", "/")).body).toMatchObject({ budget: "slow" });
    expect((await reference.ask("POST", "/completions", { question: "c" })).body).toMatchObject({ cached: false, recommendation: expect.any(String) });
    await reference.ask("POST", "/admin/simulation", { callUsd: 0.001 });
    const ids: unknown[] = [];
    for (let count = 0; count < 3; count += 1) ids.push((await reference.ask("POST", "/experiments", { runs: 100, secondsPerRun: 0.2 })).body["id"]);
    await expect.poll(async () => (await reference.ask("GET", "/")).body["running"], poll).toHaveLength(1);

    await reference.ask("POST", "/admin/simulation", { callUsd: 5 });
    await expect.poll(async () => (await reference.ask("GET", "/")).body["budget"], poll).toBe("spent");
    const done = async () =>
      (await Promise.all(ids.map(async (id) => (await reference.ask("GET", `/experiments/${id}`)).body["done"] as number))).reduce((a, b) => a + b);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const before = await done();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await done()).toBe(before);
    expect(await redis.command("TTL", "cost")).toBe(-1);
  });

  it("opens a breaker after as many failures as configured, counts it, and closes it by hand", async () => {
    const reference = await started({ CIRCUIT_BREAKER_FAILURE_THRESHOLD: "3" });
    const opened = () => reference.metric('ai_scientist_circuit_breaker_open_total{name="openai"}');
    const ask = async (which = reference) => (await which.ask("POST", "/completions", { question: `${Math.random()}` })).body["error"];
    await reference.ask("POST", "/admin/simulation", { failing: ["openai"] });
    for (let count = 0; count < 3; count += 1) {
      expect(await opened()).toBe(0);
      expect(await ask()).toBe("openai answered 503");
    }
    expect(await opened()).toBe(1);
    expect(reference.output).toMatch(/circuit.*open/i);
    expect(await ask()).toBe("circuit breaker openai is open");
    expect(await reference.metric("ai_scientist_errors_total")).toBe(4);
    // A breaker lives in its process: another pod with the same Redis goes on.
    const other = await start(makeRepository(files));
    await other.says("application: started");
    expect(await ask(other)).toBeUndefined();
    await reference.ask("POST", "/admin/simulation", { failing: [] });
    expect((await reference.ask("POST", "/admin/circuit-breakers/reset")).status).toBe(200);
    expect(await ask()).toBeUndefined();
  });

  it("keeps answers in memory and in Redis, for as long as configured", async () => {
    const reference = await started({ CACHE_TTL: "77" });
    const ask = async (which: Reference) => (await which.ask("POST", "/completions", { question: "same" })).body["cached"];
    expect([await ask(reference), await ask(reference)]).toEqual([false, true]);
    expect(await reference.metric("ai_scientist_cache_hit_rate")).toBe(0.5);
    const [key] = (await redis.command("KEYS", "answer:*")) as string[];
    expect(await redis.command("TTL", key as string)).toBeGreaterThan(70);
    const other = await start(makeRepository(files));
    await other.says("application: started");
    expect(await ask(other)).toBe(true);
  });

  it("saves its experiment on SIGTERM after the current run, and another pod takes it up", async () => {
    const folder = makeRepository(files);
    const first = await started({ POD_NAME: "first" }, folder);
    const { body } = await first.ask("POST", "/experiments", { runs: 5, secondsPerRun: 4 });
    const path = `/experiments/${body["id"]}`;
    await first.says("begun");
    const second = await start(folder, { POD_NAME: "second" });
    await second.says("application: started");
    const { done } = (await first.ask("GET", path)).body as { done: number };
    await expect.poll(async () => (await first.ask("GET", path)).body["done"], poll).toBe(done + 1);
    first.signal("SIGTERM");
    await expect.poll(async () => (await first.ask("GET", "/ready")).status, poll).toBe(503);
    expect((await first.ask("GET", "/health")).status).toBe(200);
    expect((await first.ask("POST", "/experiments", {})).status).toBe(503);
    expect(await first.end()).toBe(0);
    expect(first.output).toContain(`saved after ${done + 2} runs`);
    await expect.poll(async () => (await second.ask("GET", path)).body["state"], poll).toBe("finished");
    expect((await second.ask("GET", path)).body).toMatchObject({ done: 5, pods: ["first", "second"], results: Array(5).fill(expect.any(String)) });
  });

  it("lets two pods never work on one experiment, and takes its own up after it was killed", async () => {
    const folder = makeRepository(files);
    const first = await started({ POD_NAME: "first" }, folder);
    const second = await start(folder, { POD_NAME: "second" });
    await second.says("application: started");
    const { body } = await first.ask("POST", "/experiments", { runs: 12, secondsPerRun: 0.5 });
    await expect.poll(async () => (await first.ask("GET", `/experiments/${body["id"]}`)).body["done"], poll).toBeGreaterThan(1);
    const begun = [first, second].filter(({ output }) => output.includes(`experiment ${body["id"]}`));
    expect(begun).toHaveLength(1);
    const owner = begun[0] as Reference;
    const name = owner === first ? "first" : "second";
    await owner.end("SIGKILL");
    const again = await start(folder, { POD_NAME: name });
    await again.says("taken up after");
    await expect.poll(async () => (await again.ask("GET", `/experiments/${body["id"]}`)).body, poll).toMatchObject({ state: "finished", pods: [name, name] });
  });

  it("reads both files, and lets a variable override one", async () => {
    const reference = await started({ AI_SCIENTIST_MAX_LLM_TOKENS: "1024", AI_SCIENTIST_EXEC_TIMEOUT: "1" });
    expect((await reference.ask("GET", "/")).body["config"]).toMatchObject({
      MAX_LLM_TOKENS: 1024,
      MAX_VLM_TOKENS: 8192,
      DEFAULT_MODEL_WRITEUP: "o1-2024-12-17",
    });
    const { body } = await reference.ask("POST", "/experiments?wait", { secondsPerRun: 2 });
    expect(body).toMatchObject({ state: "failed", reason: "a run took longer than EXEC_TIMEOUT, 1 s" });
    expect(await reference.metric('ai_scientist_request_duration_seconds_count{operation="experiment"}')).toBe(1);
  });

  it.each([
    [{ COST_THROTTLE_ENABLED: "yes" }, {}, 'COST_THROTTLE_ENABLED: wanted true or false, found "yes"\n'],
    [{ CACHE_TTL: "2h", PORT: "-1" }, {}, /PORT: wanted a number .*\n.*CACHE_TTL: wanted a number/],
    [{}, { "ai_scientist_config.yaml": "A: 1\n- b\n" }, 'ai_scientist_config.yaml:2: wanted "key: value", found "- b"\n'],
    [{}, { "bfts_config.yaml": "exec:\n  timeout: long\n" }, 'exec.timeout: wanted seconds, found "long"\n'],
  ])("ends at once when it is configured with %j %j", async (env, broken, message) => {
    const { status, output } = await Reference.run(makeRepository({ ...files, ...broken }), env);
    expect(output).toMatch(message);
    expect(status).toBe(78);
  });
});

it("knows when a day, a week and a month begin", () => {
  expect(beginnings(new Date("2026-03-01T23:59:59Z"))).toEqual(["2026-03-01", "2026-02-23", "2026-03-01"]);
  expect(beginnings(new Date("2026-11-30T00:00:00Z"))).toEqual(["2026-11-30", "2026-11-30", "2026-11-01"]);
});
