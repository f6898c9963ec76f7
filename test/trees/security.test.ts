/** The founding document's promises about access, network and secrets, held against what Kustomize renders. */
import { expect } from "vitest";
import type { Rendered } from "../support/rendered.ts";
import { site } from "../support/site.ts";
import { type Environment, keeps } from "./environment.ts";

const ingress = (e: Environment) => e.one("Ingress", "ai-scientist");
const annotation = (name: string) => (e: Environment) => ingress(e).metadata.annotations[`nginx.org/${name}`];
const policy = (e: Environment, name: string) => e.one("NetworkPolicy", name).spec;
const rules = (e: Environment, kind: string, name: string) => e.one(kind, name).rules as Rendered[];
const host = { staging: site("staging")["HOST"] as string, production: site("production")["HOST"] as string };

keeps("the way in", [
  [
    "has one host, under TLS",
    (e) => ingress(e).spec.tls,
    [{ hosts: [host.staging], secretName: "ai-scientist-tls" }],
    [{ hosts: [host.production], secretName: "ai-scientist-tls" }],
  ],
  ["has a certificate by Let's Encrypt", (e) => e.one("Certificate", "ai-scientist-tls").spec, issuedBy(host.staging), issuedBy(host.production)],
  ["asks the certificate authority of its site", acmeServer, site("staging")["ACME_SERVER"], site("production")["ACME_SERVER"]],
  ["sends HTTP to HTTPS", annotation("ssl-redirect"), "true"],
  ["insists on HTTPS from then on", annotation("hsts"), "true"],
  ["allows a client 100 requests a minute", annotation("limit-req-rate"), "100r/m"],
  ["answers 429 above that", annotation("limit-req-reject-code"), "429"],
  ["waits an hour for an experiment", annotation("proxy-read-timeout"), "3600s"],
  ["takes large bodies", annotation("client-max-body-size"), "100m"],
  ["sets security headers", annotation("add-header"), expect.stringMatching(/nosniff.*X-Frame-Options.*Referrer-Policy.*Content-Security-Policy/)],
  ["answers nobody on /admin and /metrics", deniedPaths, ["/admin", "/metrics"]],
]);

keeps("the network", [
  [
    "is closed both ways unless a policy opens it",
    (e) => e.one("NetworkPolicy", "default-deny", "tenancy").spec,
    // The empty lists too: Argo CD heals only fields that Git states.
    { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] },
  ],
  [
    "lets in the ingress controller on 8000 and Prometheus on 8080",
    callers,
    [
      ["nginx-ingress", "http"],
      ["monitoring", "metrics"],
    ],
  ],
  ["lets the workload out to Redis", (e) => peers(policy(e, "ai-scientist").egress), ["redis:6379"]],
  [
    "lets it out to the Kubernetes API at its site's address",
    (e) => policy(e, "ai-scientist-kubernetes-api").egress[0].to,
    expect.arrayContaining([{ ipBlock: { cidr: site("staging")["KUBERNETES_API_CIDR"] } }]),
    expect.arrayContaining([{ ipBlock: { cidr: site("production")["KUBERNETES_API_CIDR"] } }]),
  ],
  ["lets it out to HTTPS and no other port", (e) => policy(e, "external-https").egress.map((rule: Rendered) => rule.ports), [[{ protocol: "TCP", port: 443 }]]],
  [
    "keeps private ranges and cloud metadata out of that",
    excluded,
    expect.arrayContaining(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10"]),
  ],
]);

keeps("access to the Kubernetes API", [
  ["is read-only in the namespace", (e) => verbs(rules(e, "Role", "ai-scientist")), ["get", "list", "watch"]],
  [
    "is to configs and secrets by their names",
    (e) =>
      rules(e, "Role", "ai-scientist")
        .filter((rule) => !rule.resourceNames)
        .flatMap((rule) => rule.resources),
    ["pods"],
  ],
  ["never lists secrets", (e) => verbs(rules(e, "Role", "ai-scientist").filter((rule) => rule.resources.includes("secrets"))), ["get"]],
  [
    "beyond the namespace reads metrics only",
    (e) => rules(e, "ClusterRole", "ai-scientist-metrics-reader"),
    [{ apiGroups: ["metrics.k8s.io"], resources: ["nodes", "pods"], verbs: ["get", "list"] }],
  ],
]);

keeps("secrets", [
  ["of the model providers come from the store", keys, ["ANTHROPIC_API_KEY", "GEMINI_API_KEY", "OPENAI_API_KEY", "S2_API_KEY"]],
  [
    "come from one store, for three namespaces",
    (e) => e.one("ClusterSecretStore", "cloud", "external-secrets").spec.conditions,
    [{ namespaces: ["ai-scientist", "argocd", "monitoring"] }],
  ],
  ["reach the pod by reference", byReference, ["ANTHROPIC_API_KEY", "GEMINI_API_KEY", "OPENAI_API_KEY", "REDIS_PASSWORD", "S2_API_KEY"]],
  ["are no objects in Git", (e) => e.applications.flatMap((each) => e.objects(each.metadata.name)).filter((object) => object.kind === "Secret"), []],
  ["for Redis and Grafana are generated once", generatedOnce, ["grafana-admin", "redis-password"]],
]);

function issuedBy(name: string) {
  return expect.objectContaining({ issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "letsencrypt" }, dnsNames: [name] });
}
function acmeServer(e: Environment) {
  return e.one("ClusterIssuer", "letsencrypt", "cert-manager").spec.acme.server;
}
function deniedPaths(e: Environment) {
  const denied = e.one("Ingress", "ai-scientist-internal-paths");
  expect(e.one("Policy", denied.metadata.annotations["nginx.org/policies"]).spec.accessControl.deny).toEqual(["0.0.0.0/0", "::/0"]);
  return denied.spec.rules[0].http.paths.map((path: Rendered) => path.path);
}
function callers(e: Environment) {
  return policy(e, "ai-scientist").ingress.flatMap((rule: Rendered) =>
    rule.from.map((from: Rendered) => [from.namespaceSelector.matchLabels["kubernetes.io/metadata.name"], rule.ports[0].port]),
  );
}
function peers(egress: Rendered[]) {
  return egress.map((rule) => `${rule.to[0].podSelector.matchLabels["app.kubernetes.io/name"]}:${rule.ports[0].port}`);
}
function excluded(e: Environment) {
  return policy(e, "external-https").egress[0].to.flatMap((to: Rendered) => to.ipBlock.except);
}
function verbs(list: Rendered[]) {
  return [...new Set(list.flatMap((rule) => rule.verbs))].sort();
}
function keys(e: Environment) {
  const { spec } = e.one("ExternalSecret", "ai-scientist-api-keys");
  expect(spec.secretStoreRef).toEqual({ kind: "ClusterSecretStore", name: "cloud" });
  return spec.data.map((each: Rendered) => each.secretKey).sort();
}
function byReference(e: Environment) {
  const { env } = e.one("Deployment", "ai-scientist").spec.template.spec.containers[0];
  return env
    .filter((each: Rendered) => each.valueFrom?.secretKeyRef)
    .map((each: Rendered) => each.name)
    .sort();
}
function generatedOnce(e: Environment) {
  const all = e.applications.flatMap((each) => e.objects(each.metadata.name)).filter((object) => object.kind === "ExternalSecret");
  const generated = all.filter((object) => object.spec.dataFrom?.some((from: Rendered) => from.sourceRef?.generatorRef));
  return generated
    .filter((object) => object.spec.refreshPolicy === "CreatedOnce")
    .map((object) => object.spec.target.name)
    .sort();
}
