/** The health checks that Argo CD is given in Lua, run by a real Lua on the status that each kind's controller writes. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../support/cli.ts";
import { have } from "../support/programs.ts";

const settings: Record<string, string> = parse(readFileSync(`${ROOT}apps/base/argocd/values.yaml`, "utf8")).configs.cm;
const PREFIX = "resource.customizations.health.";

/** [kind as argocd-cm names it, the object's status as a Lua table, the health it has to have] */
const cases: [kind: string, status: string, health: string][] = [
  ["argoproj.io_Application", "nil", "Progressing"],
  ["argoproj.io_Application", "{health = {}}", "Progressing"],
  ["argoproj.io_Application", '{health = {status = "Healthy"}}', "Healthy"],
  ["argoproj.io_Application", '{health = {status = "Degraded", message = "a pod crashes"}}', "Degraded a pod crashes"],
  ["nvidia.com_ClusterPolicy", "nil", "Progressing"],
  ["nvidia.com_ClusterPolicy", '{state = "notReady"}', "Progressing"],
  ["nvidia.com_ClusterPolicy", '{state = "ready"}', "Healthy"],
  ["nvidia.com_ClusterPolicy", '{state = "ignored"}', "Degraded"],
  ["k8s.nginx.org_Policy", "nil", "Progressing"],
  ["k8s.nginx.org_Policy", '{state = "Valid", message = "added"}', "Healthy added"],
  ["k8s.nginx.org_Policy", '{state = "Invalid", message = "bad address"}', "Degraded bad address"],
  ["k8s.nginx.org_Policy", '{state = "Warning"}', "Degraded Warning"],
  ["monitoring.coreos.com_Alertmanager", "nil", "Progressing"],
  ["monitoring.coreos.com_Alertmanager", '{conditions = {{type = "Reconciled", status = "True"}}}', "Progressing"],
  ["monitoring.coreos.com_Alertmanager", '{conditions = {{type = "Available", status = "True"}}}', "Healthy"],
  ["monitoring.coreos.com_Alertmanager", '{conditions = {{type = "Available", status = "False", message = "no storage"}}}', "Degraded no storage"],
];

it("every health check has cases", () => {
  const kinds = Object.keys(settings).flatMap((key) => (key.startsWith(PREFIX) ? key.slice(PREFIX.length) : []));
  expect(new Set(cases.map(([kind]) => kind))).toEqual(new Set(kinds));
});

describe.skipIf(!have("lua5.4"))("Argo CD sees", () => {
  it.each(cases)("%s with status %s as %s", (kind, status, health) => {
    const program = `local obj = {status = ${status}}
      local health = (function() ${settings[PREFIX + kind]} end)()
      print(health.status .. " " .. health.message)`;
    const output = execFileSync("lua5.4", ["-"], { input: program, encoding: "utf8" }).trim();
    expect(output === health || output.startsWith(`${health} `)).toBe(true);
  });
});
