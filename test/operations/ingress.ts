import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import { type Agent, request } from "node:https";
import { type AddressInfo, connect, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { ROOT } from "../support/cli.ts";
import { which } from "../support/programs.ts";
import { pick, rendered } from "../support/rendered.ts";
import { nginxConfig } from "./nginx-config.ts";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

export interface Ask {
  /** A loopback address to come from; each is another client to the limits. */
  readonly from?: string;
  readonly headers?: Record<string, string>;
  readonly agent?: Agent;
}

/** A real nginx on loopback with the limits of one environment, in front of an application that answers 200. */
export class Ingress {
  readonly host: string;
  /** Paths that reached the application. */
  readonly reached: string[] = [];
  readonly #root = mkdtempSync(join(tmpdir(), "ingress-"));
  readonly #upstream: Server;
  readonly #waiting: ServerResponse[] = [];
  readonly #site: Parameters<typeof nginxConfig>[0];
  #nginx: ChildProcess | undefined;
  #ports = { http: 0, https: 0 };

  /** @param environment whose rendered Ingress, Policy and chart values are used */
  constructor(environment: string) {
    const objects = rendered(`apps/${environment}/ai-scientist`);
    const values = parse(readFileSync(`${ROOT}apps/base/nginx-ingress/values.yaml`, "utf8"));
    this.#site = {
      master: pick(objects, "Ingress", "ai-scientist"),
      minions: [pick(objects, "Ingress", "ai-scientist-public"), pick(objects, "Ingress", "ai-scientist-internal-paths")],
      policies: objects.filter(({ kind }) => kind === "Policy"),
      httpSnippets: values.controller.config.entries["http-snippets"],
    };
    this.host = this.#site.master.spec.rules[0].host;
    this.#upstream = createServer((incoming, response) => {
      this.reached.push(incoming.url as string);
      if (incoming.url === "/slow") this.#waiting.push(response);
      else response.end("answer");
    });
  }

  /** Starts both; resolves when nginx accepts connections. */
  async start(): Promise<void> {
    chmodSync(this.#root, 0o755);
    const [key, certificate, file] = ["key.pem", "certificate.pem", "nginx.conf"].map((name) => join(this.#root, name)) as [string, string, string];
    const subject = ["-subj", `/CN=${this.host}`, "-days", "1", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
    execFileSync("openssl", ["req", "-x509", ...subject, "-keyout", key, "-out", certificate], { stdio: "ignore" });
    this.#upstream.listen(0, "127.0.0.1");
    await once(this.#upstream, "listening");
    this.#ports = { http: await freePort(), https: await freePort() };
    const upstreamPort = (this.#upstream.address() as AddressInfo).port;
    writeFileSync(file, nginxConfig(this.#site, { httpPort: this.#ports.http, httpsPort: this.#ports.https, upstreamPort, certificate, key }));
    this.#nginx = spawn(which("nginx") as string, ["-p", this.#root, "-c", file, "-e", "stderr"], { stdio: ["ignore", "ignore", "pipe"] });
    let complaint = "";
    this.#nginx.stderr?.on("data", (text) => (complaint += text));
    for (const deadline = Date.now() + 20_000; !(await accepts(this.#ports.https)); await sleep(50)) {
      if (this.#nginx.exitCode !== null || Date.now() > deadline) throw new Error(`nginx did not start: ${complaint}`);
    }
  }

  /** Stops both and removes what they left. */
  async stop(): Promise<void> {
    this.release();
    if (this.#nginx?.exitCode === null) {
      this.#nginx.kill("SIGTERM");
      await once(this.#nginx, "exit");
    }
    this.#upstream.close();
    rmSync(this.#root, { recursive: true, force: true });
  }

  /** Asks for a path over HTTPS, exactly as written. */
  get(path: string, { from = "127.0.0.1", headers = {}, agent }: Ask = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const to = { host: "127.0.0.1", port: this.#ports.https, servername: this.host, rejectUnauthorized: false, localAddress: from };
      const asked = request({ ...to, path, headers: { host: this.host, ...headers }, ...(agent ? { agent } : { agent: false }) }, (response) => {
        response.resume().on("end", () => resolve({ status: response.statusCode as number, headers: response.headers }));
      });
      asked.on("error", reject).end();
    });
  }

  /** Asks for a path over plain HTTP. */
  async getPlain(path: string): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.#ports.http}${path}`, { redirect: "manual" });
    return { status: response.status, headers: Object.fromEntries(response.headers) };
  }

  /** How many requests for /slow the application holds. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Lets the application answer them. */
  release(): void {
    for (const response of this.#waiting.splice(0)) response.end("at last");
  }
}

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
    socket.once("connect", () => socket.end());
  });
}
