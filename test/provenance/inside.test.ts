import { describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { kustomization, makeRepository } from "../support/repository.ts";

const RULE = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: rules
  namespace: web
spec:
  groups:
    - name: alerts
      rules:
        - alert: Down
          expr: |
            up == 0
            and on ( vector(1)
`;

const BOARD = `{
  "uid": "board",
  "title": "Board",
  "panels": [
    { "title": "One", "type": "timeseries", "datasource": { "type": "prometheus", "uid": "\${source}" }, "targets": [{ "expr": "up" }] },
    { "title": "Two", "type": "graph", "datasource": { "type": "prometheus", "uid": "\${source}" },
      "targets": [
        { "expr": "up ==" }
      ] }
  ],
  "templating": { "list": [{ "name": "source", "type": "datasource" }] }
}
`;

async function places(files: Record<string, string>, rule: string): Promise<string[]> {
  const { stdout } = await runCli("validate", ["--format", "json", makeRepository(files)]);
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; source?: { file: string; line: number } }[] };
  return findings.filter((finding) => finding.rule === rule).map(({ source }) => `${source?.file}:${source?.line}`);
}

describe("findings inside strings", () => {
  test("a PromQL expression, at its own line", async () => {
    const files = { "kustomization.yaml": kustomization({ resources: ["rules.yaml"] }), "rules.yaml": RULE };
    expect(await places(files, "alerts/promql-parses")).toEqual(["rules.yaml:13"]);
  });

  const generator = { name: "board", files: ["board.json"], options: { labels: { grafana_dashboard: "1" } } };
  const board = { "kustomization.yaml": kustomization({ namespace: "web", configMapGenerator: [generator] }), "board.json": BOARD };

  test.each([
    ["a panel", "alerts/dashboard-panels", "board.json:6"],
    ["a target's expression", "alerts/promql-parses", "board.json:8"],
  ])("%s of a dashboard, in the JSON file that became a ConfigMap", async (_what, rule, place) => {
    expect(await places(board, rule)).toEqual([place]);
  });
});
