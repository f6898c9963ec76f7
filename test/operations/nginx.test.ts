/**
 * Runs a real nginx with the directives that the rendered Ingress, its Policy and the ingress controller's values
 * stand for, and counts. Proven: that these directives limit, refuse and redirect as promised. Not proven: that the
 * controller makes exactly these directives of the annotations (nginx-config.ts repeats its template by hand), nor
 * that a client's address survives the load balancer (externalTrafficPolicy: Local).
 */
import { Agent } from "node:https";
import { platform } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { have } from "../support/programs.ts";
import { Ingress } from "./ingress.ts";

/** Linux answers on all of 127.0.0.0/8, so every test can be a client of its own. */
const loopbackClients = platform() === "linux";
if (!loopbackClients) process.stderr.write("SKIPPED: the limits of the ingress, which need 127.0.0.0/8 as Linux has it\n");

describe.skipIf(!have("kubectl", "nginx", "openssl") || !loopbackClients)("the ingress", () => {
  let ingress: Ingress;
  beforeAll(async () => {
    ingress = new Ingress("production");
    await ingress.start();
  }, 30_000);
  afterAll(() => ingress.stop());

  it("lets a client make 100 requests a minute, 20 of them at once, and answers 429 to the rest", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const from = "127.0.0.2";
    const started = performance.now();
    const counts = new Map<number, number>();
    let status: number;
    // On to the first refusal after six seconds, so that nothing the limit would have granted is left over.
    do {
      ({ status } = await ingress.get("/", { from, agent }));
      counts.set(status, (counts.get(status) ?? 0) + 1);
      await sleep(20);
    } while (status !== 429 || performance.now() - started < 6_000);
    const seconds = (performance.now() - started) / 1000;
    agent.destroy();
    const accepted = counts.get(200) ?? 0;
    const refused = counts.get(429) ?? 0;
    console.log(`rate limit: ${accepted} accepted, ${refused} refused with 429 in ${seconds.toFixed(1)} s`);

    // The first, a burst of 20, and one more every 0.6 s; one either way for the moments of beginning and end.
    const expected = 1 + 20 + Math.floor((seconds * 100) / 60);
    expect(accepted).toBeGreaterThanOrEqual(expected - 1);
    expect(accepted).toBeLessThanOrEqual(expected + 1);
    expect(refused).toBeGreaterThan(0);
    expect([...counts.keys()].sort()).toEqual([200, 429]);
  });

  it("counts each client alone", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let sent = 0; sent < 30; sent++) await ingress.get("/", { from: "127.0.0.3", agent });
    expect(await ingress.get("/", { from: "127.0.0.3", agent })).toMatchObject({ status: 429 });
    expect(await ingress.get("/", { from: "127.0.0.4" })).toMatchObject({ status: 200 });
    agent.destroy();
  });

  it("holds 10 connections for a client and answers 429 to more", async () => {
    const from = "127.0.0.5";
    const asked = Array.from({ length: 14 }, () => ingress.get("/slow", { from }));
    let done = 0;
    for (const answer of asked)
      answer.then(
        () => done++,
        () => done++,
      );
    while (ingress.waiting + done < 14) await sleep(20);
    expect(ingress.waiting).toBe(10);
    // Another client still gets in.
    expect(await ingress.get("/", { from: "127.0.0.6" })).toMatchObject({ status: 200 });
    ingress.release();
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    console.log(
      `connection limit: ${statuses.filter((status) => status === 200).length} of 14 held, ${statuses.filter((status) => status === 429).length} refused with 429`,
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
    expect(await ingress.get("/", { from })).toMatchObject({ status: 200 });
  });

  it.each([
    "/admin",
    "/admin/",
    "/admin/circuit-breakers/reset",
    "/ADMIN",
    "/Admin/x",
    "/%61dmin",
    "//admin",
    "/x/../admin",
    "/./admin",
    "/admin;x",
    "/admin%2fx",
    "/admin?x",
    "/metrics",
    "/metrics/",
    "/Metrics",
    "/%6detrics",
    "/x/../metrics",
  ])("keeps %s from outside", async (path) => {
    const before = ingress.reached.length;
    expect(await ingress.get(path, { from: "127.0.0.7" })).toMatchObject({ status: 403 });
    expect(ingress.reached.length).toBe(before);
  });

  it("passes what is only similar", async () => {
    expect(await ingress.get("/experiments/admin", { from: "127.0.0.8" })).toMatchObject({ status: 200 });
    expect(ingress.reached.at(-1)).toBe("/experiments/admin");
  });

  it("sends plain HTTP to HTTPS, keeping method and path", async () => {
    const { status, headers } = await ingress.getPlain("/experiments?page=2");
    expect(status).toBe(308);
    expect(headers["location"]).toBe("https://127.0.0.1:443/experiments?page=2");
  });

  it("sets security headers on every answer, also on a refusal", async () => {
    for (const path of ["/", "/admin"]) {
      const { headers } = await ingress.get(path, { from: "127.0.0.9" });
      expect(headers).toMatchObject({
        "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "content-security-policy": "frame-ancestors 'none'; object-src 'none'; base-uri 'self'",
        server: "nginx",
      });
    }
  });

  it("refuses a body of more than 100 MiB by its announced length", async () => {
    const post = (length: number) => ingress.get("/", { from: "127.0.0.10", headers: { "content-length": String(length) } });
    expect(await post((100 << 20) + 1)).toMatchObject({ status: 413 });
  });
});
