import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { App } from "./app.ts";
import { APIS, type Api } from "./models.ts";
import { change } from "./simulation.ts";

/** An answer: its status and what it says. */
export interface Reply {
  readonly status: number;
  readonly body: object;
  /** What the time to answer counts as: waiting for an experiment is not slowness. */
  readonly operation?: "api" | "experiment";
  /** Probes and administration are not requests: they would hide errors, and count without anybody being there. */
  readonly uncounted?: true;
}

type Handler = (app: App, request: { url: URL; json: () => Promise<Readonly<Record<string, unknown>>> }) => Reply | Promise<Reply>;

/** What a request got wrong. */
class BadRequest extends Error {}

const probe = (good: (app: App) => boolean): Handler => {
  return (app) => (good(app) ? { status: 200, body: { status: "ok" }, uncounted: true } : { status: 503, body: { status: "not yet" }, uncounted: true });
};

const ROUTES: Readonly<Record<string, Handler>> = {
  "GET /health": probe((app) => app.world.healthy),
  "GET /ready": probe((app) => app.ready),
  "GET /startup": probe((app) => app.started),
  "POST /admin/circuit-breakers/reset": (app) => {
    for (const breaker of app.models.breakers.values()) breaker.reset();
    app.log("info", "circuit breakers: all closed by hand");
    return { status: 200, body: { reset: [...app.models.breakers.keys()] }, uncounted: true };
  },
  "POST /admin/simulation": async (app, { json }) => {
    const changes = await json();
    try {
      change(app.world, changes);
    } catch (error) {
      throw new BadRequest((error as Error).message);
    }
    return { status: 200, body: app.world, uncounted: true };
  },
  "GET /": (app) => ({
    status: 200,
    body: {
      reference: "no AI Scientist: models are simulated",
      environment: app.settings.environment,
      budget: app.budget.level,
      spent: app.budget.totals,
      running: app.experiments.running,
      breakers: Object.fromEntries([...app.models.breakers].map(([name, { state }]) => [name, state])),
      config: app.settings.config,
    },
  }),
  "POST /completions": async (app, { json }) => {
    const { api = "openai", question } = await json();
    if (typeof question !== "string") throw new BadRequest("question: wanted a text");
    return { status: 200, body: await app.models.ask(apiOf(api), question, { useCache: true }) };
  },
  "POST /experiments": async (app, { url, json }) => {
    if (!app.ready) return { status: 503, body: { error: "this pod takes nothing new" } };
    const { runs = 1, secondsPerRun = 1, api = "openai" } = await json();
    if (!Number.isInteger(runs) || (runs as number) < 1) throw new BadRequest("runs: wanted a whole number from 1 on");
    if (typeof secondsPerRun !== "number" || secondsPerRun < 0) throw new BadRequest("secondsPerRun: wanted seconds");
    const { id } = app.experiments.submit({ runs: runs as number, secondsPerRun, api: apiOf(api) });
    if (!url.searchParams.has("wait")) return { status: 202, body: { id } };
    while (app.ready && app.checkpoints.load(id)?.state === "unfinished") await sleep(100);
    return { status: app.ready ? 200 : 503, body: app.checkpoints.load(id) ?? { id }, operation: "experiment" };
  },
};

/** Answers one request; what is thrown becomes an answer too. */
export async function answer(app: App, message: IncomingMessage): Promise<Reply> {
  const url = new URL(message.url ?? "/", "http://localhost");
  try {
    const experiment = /^\/experiments\/([\w-]+)$/.exec(url.pathname)?.[1];
    if (message.method === "GET" && experiment) {
      const found = app.checkpoints.load(experiment);
      return found ? { status: 200, body: found } : { status: 404, body: { error: `no experiment ${experiment}` } };
    }
    const method = message.method === "HEAD" ? "GET" : message.method;
    const handler = ROUTES[`${method} ${url.pathname}`];
    if (handler) return await handler(app, { url, json: () => readJson(message) });
    const known = Object.keys(ROUTES).some((route) => route.endsWith(` ${url.pathname}`));
    return { status: known ? 405 : 404, body: { error: `no ${message.method} ${url.pathname}` } };
  } catch (error) {
    if (error instanceof BadRequest) return { status: 400, body: { error: error.message } };
    app.log("error", `error: ${message.method} ${url.pathname}: ${(error as Error).message}`);
    return { status: 503, body: { error: (error as Error).message } };
  }
}

function apiOf(name: unknown): Api {
  if (!APIS.includes(name as Api)) throw new BadRequest(`api: wanted one of ${APIS.join(", ")}`);
  return name as Api;
}

async function readJson(message: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  let text = "";
  for await (const chunk of message) {
    text += chunk;
    if (text.length > 1 << 16) throw new BadRequest("body: more than 64 KiB");
  }
  try {
    const value = JSON.parse(text || "{}");
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {}
  throw new BadRequest("body: wanted a JSON object");
}
