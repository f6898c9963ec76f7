import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import { ChartHost } from "./chart-host.ts";
import type { PackedChart } from "./charts.ts";
import { serveGit } from "./git-host.ts";

/** What the hosts are told, in a file. */
export interface HostsConfig {
  port: number;
  /** Address of a Git repository to the bare repository that stands for it. */
  git: Record<string, string>;
  charts: PackedChart[];
  /** Certificates by host, in PEM. */
  certificates: Record<string, { certificate: string; key: string }>;
}

/** Every host that the Git repositories and charts lie on. */
export function hostNames({ git, charts }: { git: readonly string[]; charts: readonly { repoURL: string }[] }): string[] {
  const addresses = [...git, ...charts.map(({ repoURL }) => repoURL)];
  return [...new Set(addresses.map((address) => new URL(address.includes("://") ? address : `https://${address}`).hostname))];
}

/**
 * A proxy on loopback in front of a Git host and a chart host of our own: it ends TLS itself, so that manifests keep the
 * addresses they have. What is asked of any other host is refused and written to the log: nothing leaves the machine.
 */
function serveHosts({ port, git, charts, certificates }: HostsConfig): void {
  const chartHost = new ChartHost(charts);
  const contexts = new Map<string, SecureContext>(
    Object.entries(certificates).map(([host, { certificate, key }]) => [host, createSecureContext({ cert: certificate, key })]),
  );
  const inside = createHttpServer((request, response) => {
    const started = performance.now();
    const url = new URL(request.url ?? "/", `https://${request.headers.host}`);
    response.on("finish", () => say(`${request.method} ${url.href} ${response.statusCode} ${Math.round(performance.now() - started)} ms`));
    answer(url, request, response);
  });
  const answer = (url: URL, request: IncomingMessage, response: ServerResponse) => {
    const [address, repository] =
      Object.entries(git).find(([each]) => url.href.startsWith(`${each}/`) || url.href.startsWith(`${each.replace(/\.git$/, "")}/`)) ?? [];
    if (address && repository) {
      const base = url.href.startsWith(`${address}/`) ? address : address.replace(/\.git$/, "");
      serveGit(repository, decodeURIComponent(url.pathname.slice(new URL(base).pathname.length)), request, response);
    } else if (chartHost.knows(url.host)) chartHost.answer(url, request.method === "HEAD", response);
    else response.writeHead(404).end("not here");
  };
  const proxy = createHttpServer((_, response) => response.writeHead(400).end("CONNECT only\n"));
  proxy.on("connect", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => {});
    const context = contexts.get((request.url ?? "").split(":")[0] ?? "");
    if (!context) {
      say(`REFUSED ${request.url}: no Application names this host`);
      return socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    }
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    const tls = new TLSSocket(socket as ConstructorParameters<typeof TLSSocket>[0], { isServer: true, secureContext: context, ALPNProtocols: ["http/1.1"] });
    tls.on("error", (error) => say(`${request.url}: ${error.message}`));
    inside.emit("connection", tls);
  });
  proxy.listen(port, "127.0.0.1", () => say("ready"));
}

function say(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
}

// Started by up.ts with the path of its configuration, which is also how it is known again among the processes.
if (import.meta.main) serveHosts(JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as HostsConfig);
