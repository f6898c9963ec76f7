import type { Contract, Endpoint } from "../contract.ts";
import type { Exposition } from "./exposition.ts";
import { problemOf } from "./metric.ts";
import type { Target } from "./target.ts";

/** One line of the contract, and what came of it. */
export interface Row {
  readonly what: string;
  /** Undefined: as it should be. */
  readonly problem: string | undefined;
}

const MOST_SAMPLES = 5000;
const PROBES = 20;
const ATTEMPTS = 3;

/**
 * Asks a running implementation everything that can be asked over HTTP. It closes circuit breakers once.
 *
 * @param request a path whose answer is not the server's failure, to see it counted
 * @returns a row for each line of the contract
 * @throws Unreachable if nobody answers on the port of requests
 */
export async function check(contract: Contract, target: Target, request: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const endpoint of contract.endpoints.filter(({ port }) => port === "http")) rows.push(await answers(target, endpoint));
  const scrape = contract.endpoints.find(({ port }) => port === "metrics") as Endpoint;
  const seconds = scrape.timeoutSeconds ?? 10;
  const read = async () => (await target.metrics(scrape.path, seconds)).exposition;
  const { answer, exposition } = await target.metrics(scrape.path, seconds);
  rows.push({ what: `GET ${scrape.path}`, problem: answer.status === 200 ? formatProblem(answer.type, exposition) : `answered ${answer.status}` });
  for (const [name, metric] of Object.entries(contract.metrics)) {
    rows.push({ what: name, problem: problemOf(name, metric, exposition, contract.targetLabels) });
  }
  rows.push({ what: "costs fit together", problem: costProblem(exposition) });
  rows.push({ what: "probes are no requests", problem: await probesCounted(contract, target, read) });
  rows.push({ what: "a request is counted and timed", problem: await requestMissed(target, read, request) });
  return rows;
}

async function answers(target: Target, { method, path, port, timeoutSeconds, probe }: Endpoint): Promise<Row> {
  const { status } = await target.ask(port, path, { method, ...(timeoutSeconds ? { timeoutSeconds } : {}) });
  const good = probe ? status === 200 : typeof status === "number" && status >= 200 && status < 300;
  return { what: `${method} ${path}`, problem: good ? undefined : `answered ${status}${probe ? ", wanted 200" : ""}` };
}

function formatProblem(type: string, { samples, problems }: Exposition): string | undefined {
  if (!/^(text\/plain|application\/openmetrics-text)\b/.test(type)) return `its content type is ${type || "missing"}: Prometheus 3 refuses it`;
  if (problems[0]) return `not Prometheus' text format: ${problems[0]}`;
  return samples.length > MOST_SAMPLES ? `${samples.length} samples, more than ${MOST_SAMPLES}: Prometheus drops such a scrape` : undefined;
}

function costProblem(exposition: Exposition): string | undefined {
  const [daily, weekly, monthly] = ["daily", "weekly", "monthly"].map((window) => total(exposition, `ai_scientist_${window}_cost`));
  if (daily === undefined) return undefined;
  for (const [window, value] of Object.entries({ week: weekly, month: monthly })) {
    if (value !== undefined && daily > value) return `today's ${daily} USD are more than the ${window}'s ${value}`;
  }
  return undefined;
}

/** Others may use it meanwhile, so only what is counted each time is held against it. */
async function probesCounted(contract: Contract, target: Target, read: () => Promise<Exposition>): Promise<string | undefined> {
  const probes = contract.endpoints.filter(({ probe }) => probe);
  let counted = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = total(await read(), "ai_scientist_requests_total") ?? 0;
    for (let asked = 0; asked < PROBES; asked += 1) {
      const { port, path } = probes[asked % probes.length] as Endpoint;
      await target.ask(port, path);
    }
    counted = (total(await read(), "ai_scientist_requests_total") ?? 0) - before;
    if (counted < PROBES) return undefined;
  }
  return `${PROBES} probes raised ai_scientist_requests_total by ${counted}`;
}

async function requestMissed(target: Target, read: () => Promise<Exposition>, request: string): Promise<string | undefined> {
  const counters = ["ai_scientist_requests_total", "ai_scientist_request_duration_seconds_count"];
  const before = await read();
  const { status } = await target.ask("http", request);
  if (typeof status !== "number" || status >= 500) return `GET ${request} answered ${status}: name another path with --request`;
  const after = await read();
  const missed = counters.filter((name) => !((total(after, name) ?? 0) > (total(before, name) ?? 0)));
  return missed.length > 0 ? `GET ${request} did not raise ${missed.join(" and ")}` : undefined;
}

function total({ samples }: Exposition, name: string): number | undefined {
  const found = samples.filter((sample) => sample.name === name);
  return found.length > 0 ? found.reduce((sum, { value }) => sum + value, 0) : undefined;
}
