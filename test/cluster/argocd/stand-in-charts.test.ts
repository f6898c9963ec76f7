/** The stand-in for the monitoring chart passes values on as they are: what it passes has to be the kind's own (tools/argocd/charts). */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { ROOT, runCli } from "../../support/cli.ts";
import { makeRepository } from "../../support/repository.ts";
import { ENVIRONMENTS } from "../../trees/environment.ts";

const read = (file: string) => readFileSync(`${ROOT}${file}`, "utf8");
const TEMPLATE = read("tools/argocd/charts/kube-prometheus-stack/monitoring.yaml");
const KEPT = [...(/omit \$spec ((?:"\w+" ?)+)/.exec(TEMPLATE)?.[1] ?? "").matchAll(/\w+/g)].map(([key]) => key);

it.each([...ENVIRONMENTS])("in %s it makes objects of fields that there are", async (environment) => {
  const layers = ["base", environment].map((name) => parse(read(`apps/${name}/kube-prometheus-stack/values.yaml`)));
  const objects = [
    ["Prometheus", ...layers.map(({ prometheus }) => prometheus?.prometheusSpec)],
    ["Alertmanager", ...layers.map(({ alertmanager }) => alertmanager?.alertmanagerSpec)],
  ].map(([kind, ...specs]) => {
    const spec = Object.fromEntries(Object.entries(Object.assign({}, ...specs)).filter(([key]) => !KEPT.includes(key)));
    return stringify({ apiVersion: "monitoring.coreos.com/v1", kind, metadata: { name: "stand-in", namespace: "monitoring" }, spec });
  });
  const { stdout } = await runCli("validate", [makeRepository({ "stand-in.yaml": objects.join("---\n") })]);
  expect(KEPT).toContain("storageSpec");
  expect(stdout).toContain("2 objects");
  expect(stdout).not.toContain("[model/");
});
