/** The health checks that Argo CD is given in Lua, run by a real Lua on the objects that each kind's controller writes. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../support/cli.ts";
import { have } from "../support/programs.ts";

const settings: Record<string, string> = parse(readFileSync(`${ROOT}apps/base/argocd/values.yaml`, "utf8")).configs.cm;
const PREFIX = "resource.customizations.health.";

/** [an object as a Lua table, the health it has to have, with the beginning of its message] */
type Case = readonly [object: string, health: string];

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, "Z");
const status = (fields: string) => `{spec = {source = {targetRevision = "main"}}, status = {${fields}}}`;
const healthy = 'health = {status = "Healthy"}';

const application: Case[] = [
  ["{spec = {}}", "Progressing not compared yet"],
  [status("health = {}"), "Progressing not compared yet"],
  // What the Application's own health alone would let through: since Argo CD 3.4 what is missing makes nothing unhealthy.
  [status(healthy), "Progressing not compared yet"],
  [status(`${healthy}, sync = {status = "Unknown"}`), "Progressing not compared yet"],
  [status(`${healthy}, sync = {status = "OutOfSync"}`), "Progressing not synced yet"],
  [status(`${healthy}, sync = {status = "OutOfSync"}, operationState = {phase = "Running", message = "waiting"}`), "Progressing waiting"],
  [status(`${healthy}, sync = {status = "OutOfSync"}, operationState = {phase = "Failed", message = "quota"}`), "Degraded quota"],
  [status(`${healthy}, sync = {status = "Unknown"}, conditions = {{type = "ComparisonError", message = "no chart"}}`), "Degraded no chart"],
  [status(`${healthy}, sync = {status = "Synced", comparedTo = {source = {targetRevision = "1.0.0"}}}`), "Progressing not compared with its new revision"],
  // What has to pass.
  [status(`${healthy}, sync = {status = "Synced", comparedTo = {source = {targetRevision = "main"}}}`), "Healthy"],
  [status(`${healthy}, sync = {status = "Synced"}, conditions = {{type = "ExcludedResourceWarning"}}`), "Healthy"],
  [status(`${healthy}, sync = {status = "OutOfSync"}, operationState = {phase = "Succeeded"}`), "Healthy"],
  [
    '{spec = {sources = {{targetRevision = "1"}, {targetRevision = "main"}}}, status = {health = {status = "Healthy"}, sync = {status = "Synced", comparedTo = {source = {}, sources = {{targetRevision = "1"}, {targetRevision = "main"}}}}}}',
    "Healthy",
  ],
  // The health beside a sync that has just finished is the one from before it, when only the Namespace was there.
  [
    status(`${healthy}, sync = {status = "OutOfSync"}, reconciledAt = "${ago(2)}", operationState = {phase = "Succeeded", finishedAt = "${ago(1)}"}`),
    "Progressing not compared since its sync",
  ],
  [status(`${healthy}, sync = {status = "Synced"}, reconciledAt = "${ago(1)}", operationState = {phase = "Succeeded", finishedAt = "${ago(1)}"}`), "Healthy"],
  // What would keep the root waiting for ever.
  [status('health = {status = "Suspended"}, sync = {status = "Synced"}'), "Healthy"],
  [status('health = {status = "Degraded", message = "a pod crashes"}, sync = {status = "Synced"}'), "Degraded a pod crashes"],
  [status(`health = {status = "Progressing", lastTransitionTime = "${ago(61)}"}, sync = {status = "Synced"}`), "Degraded progressing for more than an hour"],
  [status(`health = {status = "Progressing", lastTransitionTime = "${ago(59)}"}, sync = {status = "Synced"}`), "Progressing"],
];

const deployment = (spec: string, fields: string) => `{metadata = {generation = 2}, spec = {${spec}}, status = {observedGeneration = 2, ${fields}}}`;
const deployments: Case[] = [
  ["{metadata = {generation = 1}, spec = {}}", "Progressing not seen"],
  [deployment("replicas = 2", "replicas = 2, updatedReplicas = 2, availableReplicas = 2"), "Healthy"],
  // An autoscaler owns the number.
  [deployment("", "replicas = 3, updatedReplicas = 3, availableReplicas = 3"), "Healthy"],
  [deployment("replicas = 0", ""), "Healthy"],
  [deployment("paused = true", ""), "Suspended"],
  [deployment("replicas = 2", "replicas = 1, updatedReplicas = 1, availableReplicas = 1"), "Progressing 1 of 2 replicas are updated"],
  [deployment("replicas = 2", "replicas = 3, updatedReplicas = 2, availableReplicas = 3"), "Progressing 1 old"],
  [deployment("replicas = 2", "replicas = 2, updatedReplicas = 2, availableReplicas = 1"), "Progressing 1 of 2 replicas are available"],
  [deployment("replicas = 1", 'conditions = {{type = "ReplicaFailure", status = "True", message = "violates PodSecurity"}}'), "Degraded violates PodSecurity"],
  [
    deployment("replicas = 1", 'conditions = {{type = "Progressing", status = "False", reason = "ProgressDeadlineExceeded", message = "late"}}'),
    "Degraded late",
  ],
  [
    "{metadata = {generation = 3}, spec = {replicas = 1}, status = {observedGeneration = 2, replicas = 1, updatedReplicas = 1, availableReplicas = 1}}",
    "Progressing not seen",
  ],
];

const of = (fields: string) => `{status = ${fields}}`;
const checks: Record<string, readonly Case[]> = {
  "argoproj.io_Application": application,
  apps_Deployment: deployments,
  "nvidia.com_ClusterPolicy": [
    [of("nil"), "Progressing"],
    [of('{state = "notReady"}'), "Progressing"],
    [of('{state = "ready"}'), "Healthy"],
    [of('{state = "ignored"}'), "Degraded"],
  ],
  "k8s.nginx.org_Policy": [
    [of("nil"), "Progressing"],
    [of('{state = "Valid", message = "added"}'), "Healthy added"],
    [of('{state = "Invalid", message = "bad address"}'), "Degraded bad address"],
    [of('{state = "Warning"}'), "Degraded Warning"],
  ],
  "monitoring.coreos.com_Alertmanager": [
    [of("nil"), "Progressing"],
    [of('{conditions = {{type = "Reconciled", status = "True"}}}'), "Progressing"],
    [of('{conditions = {{type = "Available", status = "True"}}}'), "Healthy"],
    [of('{conditions = {{type = "Available", status = "False", message = "no storage"}}}'), "Degraded no storage"],
  ],
};

it("every health check has cases", () => {
  const kinds = Object.keys(settings).flatMap((key) => (key.startsWith(PREFIX) ? key.slice(PREFIX.length) : []));
  expect(Object.keys(checks).sort()).toEqual(kinds.sort());
});

describe.skipIf(!have("lua5.4"))("Argo CD sees", () => {
  const cases = Object.entries(checks).flatMap(([kind, list]) => list.map(([object, health]) => [kind, object, health] as const));
  it.each(cases)("%s %s as %s", (kind, object, health) => {
    // Argo CD gives a check no string library.
    const program = `local obj = ${object}
      local print, check = print, function() ${settings[PREFIX + kind]} end
      string = nil
      local health = check()
      print(health.status .. " " .. health.message)`;
    const output = execFileSync("lua5.4", ["-"], { input: program, encoding: "utf8", env: { ...process.env, TZ: "UTC" } });
    expect(output.slice(0, health.length)).toBe(health);
  });
});
