/** What would keep a bootstrap from its end, or an Application unhealthy for ever, held against what Kustomize renders. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../support/cli.ts";
import { pick, type Rendered } from "../support/rendered.ts";
import { ENVIRONMENTS, Environment, keeps, sourcesOf } from "./environment.ts";

const everything = (e: Environment) => e.applications.flatMap((each) => e.objects(each.metadata.name));
const wave = (object: Rendered) => Number(object.metadata.annotations?.["argocd.argoproj.io/sync-wave"] ?? 0);
const ignoresHealth = (object: Rendered) => object.metadata.annotations?.["argocd.argoproj.io/ignore-healthcheck"] === "true";

keeps("the bootstrap", [
  ["makes no challenge a NodePort, which the namespace's quota refuses", challengeServices, ["ClusterIP"]],
  ["fails for no autoscaler that has no metric yet, and for no backup that failed", healthGates, []],
  ["has Argo CD's secrets before the settings that refer to them", secretsOfArgocd, [-1, -1, -1]],
  ["lets a driver upgrade wait for the longest experiment, and finish", driverUpgrade, true],
  ["leaves Grafana's password where it is when its ExternalSecret goes", grafanaAdmin, "Orphan"],
]);

it("the field manager of the bootstrap is the one Argo CD applies with", () => {
  const applied = [...readFileSync(`${ROOT}clusters/README.md`, "utf8").matchAll(/kubectl apply (.*)$/gm)].map(([, options]) => options);
  expect(applied.length).toBeGreaterThan(1);
  // common.ArgoCDSSAManager: https://github.com/argoproj/argo-cd/blob/v3.5.1/common/common.go
  expect(applied.filter((options) => !options?.includes("--server-side") || !options.includes("--field-manager=argocd-controller"))).toEqual([]);
});

it("every trigger of a notification has a template, a subscriber in each environment, and no revision that several sources lack", () => {
  const { triggers, templates } = parse(readFileSync(`${ROOT}apps/base/argocd/values.yaml`, "utf8")).notifications;
  const parsed = Object.entries<string>(triggers).map(([name, text]) => [name.replace("trigger.", ""), parse(text)[0]] as const);
  for (const [, trigger] of parsed) for (const template of trigger.send) expect(templates).toHaveProperty([`template.${template}`]);
  expect(parsed.filter(([, trigger]) => /sync\.revision\b/.test(trigger.oncePer ?? ""))).toEqual([]);
  for (const environment of ENVIRONMENTS) {
    const [chart] = sourcesOf(pick(new Environment(environment).argocd, "Application", "argocd"));
    const { subscriptions } = (chart as Rendered).helm.valuesObject.notifications;
    expect(subscriptions.flatMap((each: Rendered) => each.triggers).sort()).toEqual(parsed.map(([name]) => name).sort());
  }
});

function challengeServices(e: Environment) {
  const { solvers } = e.one("ClusterIssuer", "letsencrypt", "cert-manager").spec.acme;
  return solvers.map((solver: Rendered) => solver.http01.ingress.serviceType);
}
function healthGates(e: Environment) {
  return everything(e)
    .filter((object) => /^(ScaledObject|CronJob)$/.test(object.kind) && !ignoresHealth(object))
    .map((object) => object.metadata.name);
}
function secretsOfArgocd(e: Environment) {
  return e
    .objects("argocd")
    .filter((object) => object.kind === "ExternalSecret")
    .map(wave);
}
function driverUpgrade(e: Environment) {
  const { autoUpgrade, podDeletion, drain } = e.one("ClusterPolicy", "cluster-policy", "gpu-operator").spec.driver.upgradePolicy;
  const grace = e.one("Deployment", "ai-scientist").spec.template.spec.terminationGracePeriodSeconds;
  return autoUpgrade && !drain.enable && podDeletion.timeoutSeconds > grace;
}
function grafanaAdmin(e: Environment) {
  return e.one("ExternalSecret", "grafana-admin", "kube-prometheus-stack").spec.target.creationPolicy;
}
