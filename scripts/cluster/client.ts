import { Agent as HttpAgent, request as httpRequest, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Manifest } from "../kubernetes/manifest.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";

/** An API server on loopback with a client certificate, or whatever `kubectl proxy` speaks for at a Unix socket. */
export type Endpoint = { port: number; ca: string; certificate: string; key: string } | { socketPath: string };

/** What every call that writes may be told. */
export interface WriteOptions {
  /** Go through everything, admission included, and then keep nothing. */
  dryRun?: boolean;
}

/** Where the API server serves a kind. */
interface Resource {
  plural: string;
  namespaced: boolean;
}

const FIELD_MANAGER = "gitops-validate";
const CONNECTIONS = 8;

/**
 * A small client of the Kubernetes API: one kept-alive agent, strict about unknown fields.
 * A refusal is an Outcome; only a server that cannot be reached is an exception.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/
 */
export class ApiClient {
  readonly #send: (options: RequestOptions, body?: string) => Promise<Outcome>;
  readonly #agent: HttpAgent | HttpsAgent;
  readonly #resources = new Map<string, Map<string, Resource>>();

  constructor(endpoint: Endpoint) {
    if ("socketPath" in endpoint) {
      this.#agent = new HttpAgent({ keepAlive: true, maxSockets: CONNECTIONS });
      this.#send = sender(httpRequest, { agent: this.#agent, socketPath: endpoint.socketPath });
    } else {
      const { port, ca, certificate: cert, key } = endpoint;
      this.#agent = new HttpsAgent({ keepAlive: true, maxSockets: CONNECTIONS, ca, cert, key });
      this.#send = sender(httpsRequest, { agent: this.#agent, host: "127.0.0.1", port });
    }
  }

  /** Any path of the API; a text is sent as it is, anything else as JSON. */
  request(method: string, path: string, body?: unknown, contentType = "application/json", accept = "application/json"): Promise<Outcome> {
    const headers = { accept, ...(body === undefined ? {} : { "content-type": contentType }) };
    return this.#send({ method, path, headers }, body === undefined || typeof body === "string" ? body : JSON.stringify(body));
  }

  /** Creates an object. That it exists already is told by status 409, after its validation. */
  create(object: Manifest, options: WriteOptions = {}): Promise<Outcome> {
    return this.#at(object, false, (path) => this.request("POST", path + query(options), object));
  }

  /** Creates or updates an object by server-side apply, taking over fields that another manager holds, as Argo CD does. */
  apply(object: Manifest, options: WriteOptions = {}): Promise<Outcome> {
    return this.#at(object, true, (path) => this.request("PATCH", `${path}${query(options)}&force=true`, object, "application/apply-patch+yaml"));
  }

  /** Replaces an object that is there, the way to see what an update is refused for. */
  update(object: Manifest, options: WriteOptions = {}): Promise<Outcome> {
    return this.#at(object, true, (path) => this.request("PUT", path + query(options), object));
  }

  /** Changes part of an object. https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/ */
  patch(object: Manifest, patch: unknown, contentType: "application/merge-patch+json" | "application/json-patch+json"): Promise<Outcome> {
    return this.#at(object, true, (path) => this.request("PATCH", path, patch, contentType));
  }

  get(object: Manifest): Promise<Outcome> {
    return this.#at(object, true, (path) => this.request("GET", path));
  }

  delete(object: Manifest, options: WriteOptions = {}): Promise<Outcome> {
    return this.#at(object, true, (path) => this.request("DELETE", path + (options.dryRun ? "?dryRun=All" : "")));
  }

  /** Whether the kind is served, and in namespaces; undefined where the server does not know it. */
  async scope(object: Pick<Manifest, "apiVersion" | "kind">): Promise<"namespaced" | "cluster" | undefined> {
    const resource = await this.#resource(object);
    return resource && (resource.namespaced ? "namespaced" : "cluster");
  }

  /** Lets go of the connections; the client may not be used after. */
  close(): void {
    this.#agent.destroy();
  }

  async #at(object: Manifest, named: boolean, call: (path: string) => Promise<Outcome>): Promise<Outcome> {
    const resource = await this.#resource(object);
    if (!resource) return { ...UNKNOWN_KIND, message: `no matches for kind "${object.kind}" in version "${object.apiVersion}"` };
    const namespace = object.metadata?.namespace ?? "default";
    const parts = [root(object.apiVersion), ...(resource.namespaced ? ["namespaces", encodeURIComponent(namespace)] : []), resource.plural];
    return call([...parts, ...(named ? [encodeURIComponent(object.metadata.name)] : [])].join("/"));
  }

  async #resource({ apiVersion, kind }: Pick<Manifest, "apiVersion" | "kind">): Promise<Resource | undefined> {
    const known = this.#resources.get(apiVersion)?.get(kind);
    if (known) return known;
    // Misses are asked for again: a CustomResourceDefinition may have been applied since.
    const answer = await this.request("GET", root(apiVersion));
    if (!answer.accepted) return undefined;
    const list = (answer.body as { resources?: { name: string; kind: string; namespaced: boolean }[] }).resources ?? [];
    const served = list.filter(({ name }) => !name.includes("/")).map(({ kind, name, namespaced }) => [kind, { plural: name, namespaced }] as const);
    this.#resources.set(apiVersion, new Map(served));
    return this.#resources.get(apiVersion)?.get(kind);
  }
}

const UNKNOWN_KIND: Outcome = { accepted: false, status: 404, reason: "NoKindMatch", message: "", causes: [], warnings: [], body: {} };

function root(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function query({ dryRun }: WriteOptions): string {
  return `?fieldManager=${FIELD_MANAGER}&fieldValidation=Strict${dryRun ? "&dryRun=All" : ""}`;
}

function sender(request: typeof httpRequest, fixed: RequestOptions) {
  return (options: RequestOptions, body?: string) =>
    new Promise<Outcome>((resolve, reject) => {
      const call = request({ ...fixed, ...options }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => resolve(outcomeOf(response.statusCode ?? 0, Buffer.concat(chunks).toString(), response.headers["warning"])));
      });
      call.on("error", reject);
      call.end(body);
    });
}
