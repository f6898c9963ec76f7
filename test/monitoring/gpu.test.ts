import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../support/cli.ts";
import { pick, type Rendered, rendered } from "../support/rendered.ts";
import { environments } from "./prometheus-rules.ts";

const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(`${ROOT}schemas/kinds/nvidia.com/v1/ClusterPolicy.json`, "utf8")),
);
const objects = (environment: string) => rendered(`apps/${environment}/gpu-operator`);
const clusterPolicy = (environment: string) => pick(objects(environment), "ClusterPolicy", "cluster-policy");

/** The policy with one change, and what the schema says of it. */
function errorsAfter(change: (spec: Rendered) => void): string[] {
  const policy = clusterPolicy("production");
  change(policy.spec);
  validate(policy);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe.each(environments)("GPU operator of %s", (environment) => {
  it("has a ClusterPolicy that fits the schema", () => {
    validate(clusterPolicy(environment));
    expect(validate.errors).toBeNull();
  });

  it("pins the version of every image it names", () => {
    for (const section of Object.values<Rendered>(clusterPolicy(environment).spec)) {
      for (const part of [section, section.manager]) if (part?.image) expect(part.version, part.image).toMatch(/\d/);
    }
  });

  it("gives the exporter the metrics it names, by a name that changes with them", () => {
    const metrics = pick(objects(environment), "ConfigMap", "dcgm-metrics");
    expect(metrics.metadata.name).toMatch(/-[a-z0-9]{10}$/);
    expect(clusterPolicy(environment).spec.dcgmExporter.config.name).toBe(metrics.metadata.name);
    expect(Object.keys(metrics.data)).toEqual(["dcgm-metrics.csv"]);
  });
});

it("staging shares a GPU and production does not", () => {
  const sharing = pick(objects("staging"), "ConfigMap", "device-plugin-config");
  const { config } = clusterPolicy("staging").spec.devicePlugin;
  expect(config.name).toBe(sharing.metadata.name);
  const profile = parse(sharing.data[config.default]);
  expect(profile).toMatchObject({ version: "v1", sharing: { timeSlicing: { failRequestsGreaterThanOne: true } } });
  expect(profile.sharing.timeSlicing.resources).toEqual([{ name: "nvidia.com/gpu", replicas: expect.any(Number) }]);
  expect(clusterPolicy("production").spec.devicePlugin).not.toHaveProperty("config");
});

it("the exporter collects what the catalogue lists for it, and nothing else", () => {
  const csv: string = pick(objects("production"), "ConfigMap", "dcgm-metrics").data["dcgm-metrics.csv"];
  const fields = csv
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(",").map((cell) => cell.trim()));
  const catalogue: Record<string, Rendered> = parse(readFileSync(`${ROOT}policies/data/metrics.yaml`, "utf8")).metrics;
  const listed = Object.entries(catalogue).filter(([, metric]) => metric.source === "dcgm-exporter");
  expect(fields.map(([name, type]) => `${name} ${type}`).sort()).toEqual(listed.map(([name, metric]) => `${name} ${metric.type}`).sort());
});

describe("schema of ClusterPolicy", () => {
  it.each<[string, (spec: Rendered) => void, string]>([
    ["a field that does not exist", (spec) => (spec.driver.versoin = "1"), "/spec/driver must NOT have additional properties"],
    [
      "one deep down",
      (spec) => (spec.driver.upgradePolicy.podDeletion.forced = true),
      "/spec/driver/upgradePolicy/podDeletion must NOT have additional properties",
    ],
    ["a required section that is missing", (spec) => delete spec.toolkit, "/spec must have required property 'toolkit'"],
    ["a value outside the list", (spec) => (spec.mig.strategy = "double"), "/spec/mig/strategy must be equal to one of the allowed values"],
    [
      "a number where a string belongs",
      (spec) => (spec.daemonsets.rollingUpdate.maxUnavailable = 1),
      "/spec/daemonsets/rollingUpdate/maxUnavailable must be string",
    ],
    [
      "a duration without a unit",
      (spec) => (spec.dcgmExporter.serviceMonitor.interval = "15"),
      "/spec/dcgmExporter/serviceMonitor/interval must match pattern",
    ],
  ])("refuses %s", (_, change, message) => {
    expect(errorsAfter(change).join("\n")).toContain(message);
  });
});
