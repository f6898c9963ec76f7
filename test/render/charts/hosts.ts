import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import { stringify } from "yaml";

export interface Hosted {
  readonly name: string;
  readonly version: string;
  readonly archive: Buffer;
}

const digestOf = (content: Buffer) => `sha256:${createHash("sha256").update(content).digest("hex")}`;

/** A chart repository over HTTP on loopback, and what it was asked for. https://helm.sh/docs/topics/chart_repository/ */
export async function chartRepository(charts: () => readonly Hosted[]): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const found = charts().find(({ name, version }) => request.url === `/${name}-${version}.tgz`);
    if (request.url === "/index.yaml") response.end(index(charts()));
    else if (found) response.end(found.archive);
    else response.writeHead(404).end();
  });
  return { url: `http://${await listen(server)}`, asked };
}

function index(charts: readonly Hosted[]): string {
  const entries = Object.groupBy(
    charts.map(({ name, version }) => ({ apiVersion: "v2", name, version, urls: [`${name}-${version}.tgz`] })),
    ({ name }) => name,
  );
  return stringify({ apiVersion: "v1", entries });
}

/** A registry on loopback that holds charts: as much of the OCI distribution API as reading them needs. https://github.com/opencontainers/distribution-spec */
export async function chartRegistry(charts: readonly Hosted[]): Promise<string> {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, Buffer>();
  const keep = (content: Buffer) => {
    blobs.set(digestOf(content), content);
    return { digest: digestOf(content), size: content.length };
  };
  for (const { name, version, archive } of charts) {
    const config = keep(Buffer.from(JSON.stringify({ apiVersion: "v2", name, version })));
    const manifest = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: "application/vnd.oci.image.manifest.v1+json",
        config: { mediaType: "application/vnd.cncf.helm.config.v1+json", ...config },
        layers: [{ mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip", ...keep(archive) }],
      }),
    );
    manifests.set(`charts/${name}:${version}`, manifest).set(`charts/${name}:${digestOf(manifest)}`, manifest);
  }
  const server = createServer(({ url = "", method }, response) => {
    const [, name, kind, reference] = /^\/v2\/(.+)\/(manifests|blobs|tags)\/([^?]+)/.exec(url) ?? [];
    const content = kind === "blobs" ? blobs.get(reference ?? "") : manifests.get(`${name}:${reference}`);
    if (url === "/v2/") return response.end("{}");
    if (kind === "tags") {
      const tags = charts.filter((chart) => `charts/${chart.name}` === name).map(({ version }) => version);
      return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ name, tags }));
    }
    if (!content) return response.writeHead(404).end();
    const type = kind === "manifests" ? "application/vnd.oci.image.manifest.v1+json" : "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-length": content.length, "docker-content-digest": digestOf(content) });
    return response.end(method === "HEAD" ? undefined : content);
  });
  return `${await listen(server)}/charts`;
}

function listen(server: Server): Promise<string> {
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}
