import type { Rendered } from "../support/rendered.ts";

/**
 * The nginx configuration that F5 NGINX Ingress Controller makes of a mergeable Ingress, as far as limits, redirect,
 * headers and paths go. Which annotation becomes which directive follows the controller's own template,
 * internal/configs/version1/nginx.ingress.tmpl at v5.5.4; two things differ on purpose: the ports, and one upstream
 * for all.
 */
export interface Site {
  /** Ingress of type master. */
  readonly master: Rendered;
  /** Ingresses of type minion. */
  readonly minions: readonly Rendered[];
  /** Objects of kind Policy (k8s.nginx.org). */
  readonly policies: readonly Rendered[];
  /** controller.config.entries["http-snippets"] of the chart's values. */
  readonly httpSnippets: string;
}

export interface Places {
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly upstreamPort: number;
  readonly certificate: string;
  readonly key: string;
}

/** @returns a complete nginx.conf */
export function nginxConfig(site: Site, places: Places): string {
  const server = annotationsOf(site.master);
  return `
daemon off;
pid nginx.pid;
error_log stderr error;
events { worker_connections 256; }
http {
  access_log off;
  ${site.httpSnippets}
  ${site.minions.map((minion) => limitZone(minion, inherited(site, minion))).join("\n  ")}
  server {
    listen 127.0.0.1:${places.httpPort};
    listen 127.0.0.1:${places.httpsPort} ssl;
    ssl_certificate ${places.certificate};
    ssl_certificate_key ${places.key};
    server_tokens ${server["server-tokens"] === "false" ? "off" : "on"};
    server_name ${site.master.spec.rules[0].host};
    ${addHeaders(server["add-header"]).join("\n    ")}
    ${server["hsts"] === "true" ? hsts(server) : ""}
    ${server["ssl-redirect"] === "true" ? `if ($scheme = http) { return ${server["http-redirect-code"]} https://$host:443$request_uri; }` : ""}
    ${site.minions.flatMap((minion) => locations(site, minion, places)).join("\n    ")}
  }
}
`;
}

type Annotations = Readonly<Record<string, string | undefined>>;

function annotationsOf(ingress: Rendered): Annotations {
  const entries = Object.entries<string>(ingress.metadata.annotations).filter(([name]) => name.startsWith("nginx.org/"));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice("nginx.org/".length), value]));
}

/** A minion's annotations over those it inherits from the master. */
function inherited(site: Site, minion: Rendered): Annotations {
  return { ...annotationsOf(site.master), ...annotationsOf(minion) };
}

function zoneName(minion: Rendered): string {
  return `${minion.metadata.namespace}/${minion.metadata.name}`;
}

function limitZone(minion: Rendered, { "limit-req-key": key, "limit-req-zone-size": size, "limit-req-rate": rate }: Annotations): string {
  return `limit_req_zone ${key} zone=${zoneName(minion)}:${size} rate=${rate};`;
}

function addHeaders(annotation = ""): string[] {
  return annotation.split(",").map((entry) => {
    const [name, value, always] = entry.split(":").map((part) => part.trim());
    return `add_header ${name} "${value}"${always === "always" ? " always" : ""};`;
  });
}

function hsts({ "hsts-max-age": age, "hsts-include-subdomains": subdomains }: Annotations): string {
  const value = `max-age=${age}; ${subdomains === "true" ? "includeSubDomains; " : ""}preload`;
  return `set $hsts ""; if ($https = on) { set $hsts "${value}"; } add_header Strict-Transport-Security "$hsts" always;`;
}

function locations(site: Site, minion: Rendered, { upstreamPort }: Places): string[] {
  const annotations = inherited(site, minion);
  const burst = annotations["limit-req-burst"] ? `burst=${annotations["limit-req-burst"]}` : "";
  const noDelay = annotations["limit-req-no-delay"] === "true" ? "nodelay" : "";
  return minion.spec.rules[0].http.paths.map(
    ({ path }: Rendered) => `location ${annotations["path-regex"] === "case_insensitive" ? `~* "^${path}"` : path} {
      ${denied(site, annotations["policies"])}
      client_max_body_size ${annotations["client-max-body-size"]};
      proxy_connect_timeout ${annotations["proxy-connect-timeout"]};
      proxy_read_timeout ${annotations["proxy-read-timeout"]};
      proxy_send_timeout ${annotations["proxy-send-timeout"]};
      proxy_pass http://127.0.0.1:${upstreamPort};
      limit_req zone=${zoneName(minion)} ${burst} ${noDelay};
      limit_req_status ${annotations["limit-req-reject-code"]};
    }`,
  );
}

function denied(site: Site, names = ""): string {
  const wanted = names.split(",").filter(Boolean);
  const policies = wanted.map((name) => site.policies.find(({ metadata }) => metadata.name === name));
  return policies
    .flatMap((policy) => policy.spec.accessControl.deny.map((range: string) => `deny ${range};`))
    .concat(wanted.length ? "allow all;" : "")
    .join(" ");
}
