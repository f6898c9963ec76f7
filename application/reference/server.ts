import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { App } from "./app.ts";
import { answer } from "./routes.ts";

/** In seconds: one ends where the alert on latency begins, the last is the longest an experiment may take to answer. */
const BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

/** The service itself: every answer but those to probes is counted and timed. */
export function serve(app: App): Server {
  const requests = app.registry.counter("ai_scientist_requests_total", "Requests answered, failed ones included");
  const errors = app.registry.counter("ai_scientist_errors_total", "Requests that failed for a reason that is not the client's");
  const operations = [{ operation: "api" }, { operation: "experiment" }];
  const duration = app.registry.histogram("ai_scientist_request_duration_seconds", "Time to answer a request, in seconds", BUCKETS, operations);
  return createServer(async (message, response) => {
    const begun = performance.now();
    const { status, body, operation = "api", uncounted } = await answer(app, message);
    if (!uncounted) {
      requests.add();
      if (status >= 500) errors.add();
      duration.observe({ operation }, (performance.now() - begun) / 1000);
      app.log("debug", `request: ${message.method} ${message.url} ${status}`);
    }
    response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(body)}\n`);
  });
}

/** What Prometheus scrapes, on a port of its own. */
export function serveMetrics(app: App): Server {
  return createServer((message, response) => {
    if (message.method !== "GET" || message.url?.split("?")[0] !== "/metrics") return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(app.registry.text());
  });
}

/** @returns the port; 0 gives a free one. @throws if it is taken */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, () => resolve((server.address() as AddressInfo).port));
  });
}
