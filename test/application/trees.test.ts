/** The contract of the image, held against all that the trees and pages expect of it: nothing is in one and not in the other. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readContract } from "../../application/contract.ts";
import { page } from "../../application/page.ts";
import { type PromqlFacts, promqlFacts } from "../../scripts/policy/facts/promql.ts";
import { ROOT } from "../support/cli.ts";
import { ENVIRONMENTS, Environment } from "../trees/environment.ts";
import { expressionsOf } from "./expressions.ts";
import { execsIn, programsIn, searchesIn } from "./pages.ts";

const contract = readContract();
const sorted = (items: Iterable<string>) => [...new Set(items)].sort();
const internal = contract.endpoints.filter((endpoint) => endpoint.internal).map(({ path }) => path);

describe.each(ENVIRONMENTS)("the contract and %s", (name) => {
  const environment = new Environment(name);
  const pod = environment.one("Deployment", "ai-scientist").spec.template.spec;
  const [container] = pod.containers;
  const config: Record<string, string> = environment.one("ConfigMap", "ai-scientist-config").data;
  const uses = expressionsOf(environment).map((expression) => promqlFacts(expression.text, { macros: expression.macros }));

  it("agree on the ports", () => {
    const ports = Object.entries(contract.ports).map(([port, { number }]) => ({ name: port, containerPort: number, protocol: "TCP" }));
    expect(container.ports).toEqual(ports);
    expect([config["PORT"], config["METRICS_PORT"]]).toEqual(ports.map(({ containerPort }) => String(containerPort)));
  });

  it("agree on the probes", () => {
    const asked = ["startupProbe", "readinessProbe", "livenessProbe"].map((probe) => {
      const { httpGet, timeoutSeconds } = container[probe];
      return [probe, httpGet.path, httpGet.port, timeoutSeconds];
    });
    const told = contract.endpoints.filter(({ probe }) => probe).map((e) => [e.probe, e.path, e.port, e.timeoutSeconds]);
    expect(told).toEqual(asked);
  });

  it("agree on what is scraped", () => {
    const [endpoint] = environment.one("ServiceMonitor", "ai-scientist", "monitoring").spec.endpoints;
    const told = contract.endpoints.filter(({ port }) => port === "metrics").map((e) => [e.path, e.timeoutSeconds]);
    expect(told).toEqual([[endpoint.path, Number.parseInt(endpoint.scrapeTimeout, 10)]]);
  });

  it("agree on what is closed to the outside", () => {
    const denied = environment.one("Ingress", "ai-scientist-internal-paths").spec.rules[0].http.paths.map((each: { path: string }) => each.path);
    expect(denied.filter((path: string) => !internal.some((each) => each.startsWith(path)))).toEqual([]);
    expect(internal.filter((each) => !denied.some((path: string) => each.startsWith(path)))).toEqual([]);
  });

  it("agree on every variable, and where it comes from", () => {
    const from = (variable: { valueFrom: object }) => ("secretKeyRef" in variable.valueFrom ? "secret" : "pod");
    const given = Object.fromEntries([
      ...Object.keys(config).map((variable) => [variable, "config"]),
      ...container.env.map((variable: { name: string; valueFrom: object }) => [variable.name, from(variable)]),
    ]);
    expect(Object.fromEntries(Object.entries(contract.variables).map(([variable, told]) => [variable, told.from]))).toEqual(given);
  });

  it("agree on files and on what can be written to", () => {
    const mounts: { mountPath: string; readOnly?: boolean }[] = container.volumeMounts;
    const paths = (readOnly: boolean) => sorted(mounts.filter((mount) => (mount.readOnly ?? false) === readOnly).map((mount) => mount.mountPath));
    expect(paths(true)).toEqual(sorted(Object.keys(contract.files)));
    expect(paths(false)).toEqual(sorted(Object.keys(contract.writable)));
    expect(container.workingDir).toBe(contract.workingDirectory);
  });

  it("agree on the user and its rights", () => {
    const { runAsUser, runAsGroup, fsGroup } = pod.securityContext;
    expect({ runAsUser, runAsGroup, fsGroup }).toEqual(contract.user);
    const rules = [environment.one("Role", "ai-scientist"), environment.one("ClusterRole", "ai-scientist-metrics-reader")].flatMap((role) => role.rules);
    const rights = rules.flatMap(({ apiGroups: [group], resources, verbs }) =>
      resources.flatMap((resource: string) => verbs.map((verb: string) => `${group ? `${group}/` : ""}${resource} ${verb}`)),
    );
    expect(sorted(contract.kubernetes)).toEqual(sorted(rights));
  });

  it("agree on the metrics", () => {
    const used = uses.flatMap(({ metrics }) => metrics).filter((metric) => metric.startsWith("ai_scientist_"));
    expect(sorted(used.map(familyOf))).toEqual(sorted(Object.keys(contract.metrics)));
  });

  it("agree on labels and their values", () => {
    const found = uses.flatMap(({ selectors }) => selectors).filter(({ metric }) => metric.startsWith("ai_scientist_"));
    const matched = found.flatMap(({ metric, matchers }) => matchers.map((matcher) => ({ ...matcher, metric: familyOf(metric) })));
    const known = (metric: string) => Object.keys(contract.metrics[metric]?.labels ?? {});
    const strange = matched.filter(({ metric, label }) => ![...known(metric), ...contract.targetLabels].includes(label));
    expect(strange).toEqual([]);
    const wrong = matched.filter(({ metric, label, op, value }) => {
      const values = contract.metrics[metric]?.labels?.[label]?.values;
      return values && (!op.includes("~") ? !values.includes(value) : !values.some((each) => new RegExp(`^(?:${value})$`).test(each)));
    });
    expect(wrong).toEqual([]);
    const grouped = expressionsOf(environment).flatMap(({ text }) =>
      [...text.matchAll(/\b(?:by|on) ?\(([^)]*)\)/g)].flatMap(([, names]) => (names as string).split(/, */)),
    );
    const mentioned = [...matched.map(({ label }) => label), ...grouped];
    expect(
      Object.keys(contract.metrics)
        .flatMap(known)
        .filter((label) => !mentioned.includes(label)),
    ).toEqual([]);
  });
});

describe("the contract", () => {
  const pages = ["docs/operations", "docs/runbooks"].flatMap((folder) =>
    readdirSync(`${ROOT}${folder}`).map((file) => readFileSync(`${ROOT}${folder}/${file}`, "utf8")),
  );
  const execs = pages.flatMap(execsIn);

  it("names the metrics that the catalogue has of this source", () => {
    const catalogue = Object.entries(contract.metrics).filter(([, { type, help }]) => !type || !help);
    expect(catalogue).toEqual([]);
    const text = readFileSync(`${ROOT}policies/data/metrics.yaml`, "utf8");
    expect(sorted([...text.matchAll(/^ {2}(ai_scientist_\w+):/gm)].map(([, metric]) => metric as string))).toEqual(sorted(Object.keys(contract.metrics)));
  });

  it("names the tools that runbooks start in the container", () => {
    expect(execs.length).toBeGreaterThan(5);
    expect(sorted(execs.flatMap(programsIn))).toEqual(sorted(contract.tools));
  });

  it("names what runbooks ask of the application there", () => {
    const asked = execs.flatMap((command) => [...command.matchAll(/curl .*-X (\w+) http:\/\/localhost:(\d+)(\/\S*)/g)].map(([, ...parts]) => parts.join(" ")));
    const told = contract.endpoints
      .filter(({ probe, port }) => !probe && port === "http")
      .map((e) => `${e.method} ${contract.ports[e.port]?.number} ${e.path}`);
    expect(sorted(asked)).toEqual(sorted(told));
  });

  it("names what runbooks look for in the log", () => {
    expect(sorted(pages.flatMap(searchesIn))).toEqual(sorted(Object.keys(contract.logs)));
  });

  it("is what the page says", () => {
    expect(readFileSync(`${ROOT}application/contract.md`, "utf8")).toBe(page(contract));
  });
});

function familyOf(metric: PromqlFacts["metrics"][number]): string {
  return metric.replace(/_(bucket|sum|count)$/, "");
}
