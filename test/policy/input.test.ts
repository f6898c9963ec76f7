import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { compare } from "../../scripts/history/compare.ts";
import { stepInputs } from "../../scripts/history/step.ts";
import { INPUT_SCHEMA } from "../../scripts/policy-build/paths.ts";
import { ROOT } from "../support/cli.ts";
import { projectAt } from "../support/project.ts";
import { configMap, makeRepository } from "../support/repository.ts";

const schema = JSON.parse(readFileSync(join(ROOT, INPUT_SCHEMA), "utf8"));
const check = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);

/** What the schema has against an input, in a line each. */
function against(input: unknown): string[] {
  return check(input) ? [] : (check.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}

const alert = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: alerts}
spec:
  groups:
    - name: g
      rules:
        - {alert: A, expr: 'sum by (job) (rate(errors_total{job=~"a|b"}[5m])) / sum by (job) (rate(requests_total[5m])) > 0.1'}
        - {alert: B, expr: up ==}
`;
const dashboard = (json: string) => configMap("board", { "board.json": json }).replace("name: board", "name: board\n  labels: {grafana_dashboard: '1'}");
const cron = (schedule: string) => `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec: {schedule: "${schedule}"}\n`;
const BOARD = JSON.stringify({ uid: "u", title: "t", panels: [{ title: "p", type: "timeseries", targets: [{ refId: "A", expr: "up" }] }] });

// The type checker of OPA holds the rules to the schema; here what they are given is held to it too.
describe("the schema of the policies' input is that of what they see", () => {
  test("of this repository", async () => {
    const project = projectAt(ROOT);
    const environments = [...(await project.members()).keys()];
    expect(environments).not.toEqual([]);
    for (const environment of environments) expect(against(await project.input(environment)), environment).toEqual([]);
  });

  test.each([
    ["rules, a dashboard and a schedule", { "a.yaml": alert, "b.yaml": dashboard(BOARD), "c.yaml": cron("0 3 * * *") }],
    ["what does not parse", { "b.yaml": dashboard("{"), "c.yaml": cron("never") }],
  ])("with facts about %s", async (_what, files) => {
    const input = await projectAt(makeRepository(files)).input("default");
    expect(Object.values(input.facts).filter((facts) => Object.keys(facts).length > 0)).toHaveLength(Object.keys(files).length);
    expect(against(input)).toEqual([]);
  });

  test("of a step", async () => {
    const before = projectAt(makeRepository({ "a.yaml": configMap("a"), "b.yaml": configMap("b") }));
    const after = projectAt(makeRepository({ "a.yaml": configMap("a", { key: "value" }), "c.yaml": configMap("c") }));
    const inputs = stepInputs(await compare(before, after, { whole: true }));
    expect(inputs.flatMap(({ changes }) => changes.map(({ kind }) => kind)).sort()).toEqual(["added", "changed", "pruned"]);
    for (const input of inputs) expect(against(input)).toEqual([]);
  });

  test("and of nothing else", async () => {
    const input = await projectAt(makeRepository({ "a.yaml": configMap("a") })).input("default");
    expect(against({ ...input, object: [] })).toEqual([' must NOT have additional properties {"additionalProperty":"object"}']);
  });
});
