import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { stringify } from "yaml";
import type { PackedChart } from "./charts.ts";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

/** A chart with what a client asks for, by digest. */
interface Served {
  chart: PackedChart;
  archive: Buffer;
  config: Buffer;
  manifest: Buffer;
}

/**
 * Answers for chart repositories (an index and archives) and for registries (OCI), by the address that the Applications
 * name: https://helm.sh/docs/topics/chart_repository/, https://github.com/opencontainers/distribution-spec
 */
export class ChartHost {
  readonly #charts: Served[];

  constructor(charts: readonly PackedChart[]) {
    this.#charts = charts.map((chart) => serve(chart));
  }

  /** Whether this host is one of those that the charts come from. */
  knows(host: string): boolean {
    return this.#charts.some(({ chart }) => addressOf(chart).host === host);
  }

  answer(url: URL, head: boolean, response: ServerResponse): void {
    const charts = this.#charts.filter(({ chart }) => addressOf(chart).host === url.host);
    const body = url.pathname.startsWith("/v2/") ? fromRegistry(url.pathname, charts) : fromRepository(url, charts);
    if (!body) response.writeHead(404, { "content-type": "application/json" }).end('{"errors":[{"code":"NAME_UNKNOWN"}]}');
    else
      response
        .writeHead(200, { "content-type": body.type, "content-length": body.data.length, "docker-content-digest": digest(body.data) })
        .end(head ? "" : body.data);
  }
}

interface Body {
  type: string;
  data: Buffer;
}

function serve(chart: PackedChart): Served {
  const archive = readFileSync(chart.archive);
  const config = Buffer.from(JSON.stringify({ apiVersion: "v2", name: chart.name, version: chart.version }));
  const part = (mediaType: string, data: Buffer) => ({ mediaType, digest: digest(data), size: data.length });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: part("application/vnd.cncf.helm.config.v1+json", config),
      layers: [part("application/vnd.cncf.helm.chart.content.v1.tar+gzip", archive)],
    }),
  );
  return { chart, archive, config, manifest };
}

function fromRepository(url: URL, charts: readonly Served[]): Body | undefined {
  const here = charts.map((each) => ({ ...each, folder: `${addressOf(each.chart).pathname.replace(/\/$/, "")}/` }));
  const inFolder = here.filter(({ folder }) => url.pathname === `${folder}index.yaml`);
  if (inFolder.length > 0) {
    const entry = ({ chart, archive, folder }: (typeof here)[number]) => ({
      apiVersion: "v2",
      name: chart.name,
      version: chart.version,
      digest: digest(archive).slice("sha256:".length),
      urls: [`https://${url.host}${folder}${archiveName(chart)}`],
    });
    return { type: "text/yaml", data: Buffer.from(stringify({ apiVersion: "v1", entries: Object.groupBy(inFolder.map(entry), ({ name }) => name) })) };
  }
  const asked = here.find(({ chart, folder }) => url.pathname === folder + archiveName(chart));
  return asked && { type: "application/gzip", data: asked.archive };
}

function fromRegistry(path: string, charts: readonly Served[]): Body | undefined {
  if (path === "/v2/") return { type: "application/json", data: Buffer.from("{}") };
  const [, name, what, reference] = /^\/v2\/(.+)\/(manifests|blobs|tags)\/(.+)$/.exec(path) ?? [];
  const asked = charts.filter(({ chart }) => `${addressOf(chart).pathname.slice(1)}/${chart.name}` === name);
  if (what === "tags") return { type: "application/json", data: Buffer.from(JSON.stringify({ name, tags: asked.map(({ chart }) => chart.version) })) };
  if (what === "manifests") {
    const found = asked.find(({ chart, manifest }) => reference === chart.version || reference === digest(manifest));
    return found && { type: MANIFEST, data: found.manifest };
  }
  const blob = asked.flatMap(({ archive, config }) => [archive, config]).find((data) => digest(data) === reference);
  return blob && { type: "application/octet-stream", data: blob };
}

function archiveName({ name, version }: PackedChart): string {
  return `${name}-${version}.tgz`;
}

/** An address without a scheme is a registry's, as Argo CD writes them. */
function addressOf({ repoURL }: PackedChart): URL {
  return new URL(repoURL.includes("://") ? repoURL.replace(/^oci:/, "https:") : `https://${repoURL}`);
}

function digest(data: Buffer): string {
  return `sha256:${createHash("sha256").update(data).digest("hex")}`;
}
