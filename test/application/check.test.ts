/** `npm run test:contract` finds each thing that an implementation has wrong, at its row, and nothing else. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { check } from "../../application/check/rows.ts";
import { Target } from "../../application/check/target.ts";
import { readContract } from "../../application/contract.ts";
import { ROOT } from "../support/cli.ts";
import { Reference } from "./reference.ts";

interface Answer {
  status: number;
  type: string;
  text: string;
}

/** What a proxy before the reference does to an answer. */
type Spoil = (path: string, answer: Answer, method: string) => Answer | undefined;

let reference: Reference;
const folder = mkdtempSync(join(tmpdir(), "check-"));
beforeAll(async () => {
  reference = await Reference.start(folder);
  await reference.says("application: started");
});
afterAll(async () => {
  await reference?.end();
  rmSync(folder, { recursive: true });
});

/** A wrong implementation: the reference behind a proxy. */
async function spoiled(spoil: Spoil): Promise<{ url: string; metricsUrl: string }> {
  const listen = async (base: string): Promise<string> => {
    const server: Server = createServer(async (request, response) => {
      const { url = "/", method = "GET" } = request;
      const real = await fetch(new URL(url, base), { method });
      const answer = { status: real.status, type: real.headers.get("content-type") ?? "", text: await real.text() };
      const { status, type, text } = spoil(url, answer, method) ?? answer;
      response.writeHead(status, { "content-type": type }).end(text);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  return { url: await listen(reference.url), metricsUrl: await listen(reference.metricsUrl) };
}

async function run(...args: string[]) {
  const child = spawn(process.execPath, [`${ROOT}application/check/main.ts`, ...args]);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [status] = await once(child, "close");
  const failed = [...stdout.matchAll(/^FAIL {2}(.+?) {2,}(.+)$/gm)].map(([, what, problem]) => [what, problem]);
  return { status, stdout, stderr, failed };
}

/** Changes the metrics alone. */
const metrics = (from: string | RegExp, to: string): Spoil => {
  return (path, answer) => (path === "/metrics" ? { ...answer, text: answer.text.replaceAll(from, to) } : undefined);
};
const status = (which: string, code: number): Spoil => {
  return (path, answer, method) => (`${method} ${path}` === which ? { ...answer, status: code } : undefined);
};
const frozen = (): Spoil => {
  let first: Answer | undefined;
  return (path, answer) => {
    if (path === "/metrics") first ??= answer;
    return path === "/metrics" ? first : undefined;
  };
};
/** Adds what was asked of probes to the counter. */
const countsProbes = (): Spoil => {
  let asked = 0;
  return (path, answer) => {
    if (path !== "/metrics") asked += 1;
    const raised = (_: string, name: string, value: string) => `${name} ${Number(value) + asked}`;
    return path === "/metrics" ? { ...answer, text: answer.text.replace(/^(ai_scientist_requests_total) (\d+)$/m, raised) } : undefined;
  };
};

const WRONG: readonly (readonly [title: string, spoil: () => Spoil, row: string, problem: RegExp])[] = [
  ["a probe that answers 404", () => status("GET /ready", 404), "GET /ready", /answered 404, wanted 200/],
  ["a probe that answers 204", () => status("GET /health", 204), "GET /health", /answered 204, wanted 200/],
  ["no reset", () => status("POST /admin/circuit-breakers/reset", 405), "POST /admin/circuit-breakers/reset", /answered 405/],
  [
    "a content type of its own",
    () => (path, answer) => (path === "/metrics" ? { ...answer, type: "application/json" } : undefined),
    "GET /metrics",
    /Prometheus 3 refuses/,
  ],
  ["a line that is none", () => metrics(/$(?![\s\S])/g, "ai_scientist_x{a=b} 1\n"), "GET /metrics", /line \d+: ai_scientist_x/],
  ["too many samples", () => metrics(/$(?![\s\S])/g, "x 1\n".repeat(5000)), "GET /metrics", /more than 5000/],
  ["a metric that is not there", () => metrics(/^(# \w+ )?ai_scientist_weekly_cost.*\n/gm, ""), "ai_scientist_weekly_cost", /no sample/],
  ["a wrong type", () => metrics("errors_total counter", "errors_total gauge"), "ai_scientist_errors_total", /its type is gauge, wanted counter/],
  ["a ratio in percent", () => hitRate("45"), "ai_scientist_cache_hit_rate", /45 is not from 0 to 1/],
  ["a share as percent", () => metrics(/^(ai_scientist_gpu_utilization) .*/gm, "$1 101"), "ai_scientist_gpu_utilization", /101 is not from 0 to 100/],
  ["not a number", () => metrics(/^(ai_scientist_gpu_memory_usage) .*/gm, "$1 NaN"), "ai_scientist_gpu_memory_usage", /NaN is not/],
  ["a label of the target's", () => metrics(/^(ai_scientist_cache_operations_total)/gm, '$1{pod="a"}'), "ai_scientist_cache_operations_total", /label pod/],
  ["a label too many", () => metrics('{name="openai"}', '{name="openai",model="x"}'), "ai_scientist_circuit_breaker_open_total", /label model is not/],
  ["a label too few", () => metrics('{name="openai"}', ""), "ai_scientist_circuit_breaker_open_total", /without label name/],
  [
    "a label value of its own",
    () => metrics('operation="api"', 'operation="http"'),
    "ai_scientist_request_duration_seconds",
    /operation="http", wanted one of api/,
  ],
  ["a bucket that an alert needs", () => metrics(/^.*le="30".*\n/gm, ""), "ai_scientist_request_duration_seconds", /buckets end at 0.1, .*10, 60/],
  ["buckets that are not cumulative", () => metrics(/(le="0.25"} )\d+/g, "$1 99999"), "ai_scientist_request_duration_seconds", /not cumulative/],
  ["a sum that is missing", () => metrics(/^ai_scientist_request_duration_seconds_sum.*\n/gm, ""), "ai_scientist_request_duration_seconds", /_sum is missing/],
  ["a day that costs more than its week", () => metrics(/^(ai_scientist_daily_cost) .*/gm, "$1 7"), "costs fit together", /today's 7 USD are more/],
  ["probes that count", countsProbes, "probes are no requests", /20 probes raised/],
  ["requests that do not", frozen, "a request is counted and timed", /did not raise ai_scientist_requests_total and/],
];

function hitRate(value: string): Spoil {
  const sample = `# TYPE ai_scientist_cache_hit_rate gauge\nai_scientist_cache_hit_rate ${value}\n`;
  return (path, answer) => (path === "/metrics" ? { ...answer, text: answer.text.replace(/^.*cache_hit_rate.*\n/gm, "") + sample } : undefined);
}

describe("the check of an implementation", () => {
  it("is content with the reference", async () => {
    const { status, stdout, failed } = await run(reference.url, "--metrics-url", reference.metricsUrl);
    expect(failed).toEqual([]);
    expect(stdout).toMatch(/^ok {4}GET \/startup\n.*All \d+ are as the contract says/s);
    expect(status).toBe(0);
  });

  it.each(WRONG)("finds %s", async (_, spoil, row, problem) => {
    const { url, metricsUrl } = await spoiled(spoil());
    const rows = await check(readContract(), new Target({ http: new URL(url), metrics: new URL(metricsUrl) }), "/");
    expect(rows.filter((each) => each.problem)).toEqual([{ what: row, problem: expect.stringMatching(problem) }]);
  });

  it("says so in its table and its exit status", async () => {
    const { url, metricsUrl } = await spoiled(status("GET /ready", 404));
    const { stdout, ...rest } = await run(url, "--metrics-url", metricsUrl);
    expect(rest).toMatchObject({ status: 1, failed: [["GET /ready", "answered 404, wanted 200"]] });
    expect(stdout).toMatch(/\n1 of \d+ are not as the contract says/);
  });

  it("finds that nobody answers Prometheus", async () => {
    const { status, failed } = await run(reference.url, "--metrics-url", "http://127.0.0.1:1");
    expect(failed[0]).toEqual(["GET /metrics", expect.stringMatching(/answered nothing .*--metrics-url/)]);
    expect(status).toBe(1);
  });

  it.each([
    [["http://127.0.0.1:1"], /error: http:\/\/127\.0\.0\.1:1\/startup: /],
    [["localhost"], /"localhost" is not an address/],
    [[], /missing required argument/],
  ])("says that nothing could be asked of %j", async (args, message) => {
    const { status, stderr, stdout } = await run(...args);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });
});
