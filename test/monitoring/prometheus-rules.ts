import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { ROOT } from "../support/cli.ts";
import { which } from "../support/programs.ts";
import { rendered } from "../support/rendered.ts";
import { repository } from "../support/site.ts";

export const environments = ["staging", "production"] as const;

/** The unit tests of the rules, in promtool's own format. */
export const unitTests = `${ROOT}test/monitoring/rules/`;

export interface Alert {
  alert: string;
  expr: string;
  for?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** The rule groups of each rendered PrometheusRule, by its name: what the operator hands to Prometheus. */
export function ruleGroups(environment: string): Map<string, { name: string; rules: (Alert | { record: string; expr: string })[] }[]> {
  const rules = rendered(`apps/${environment}/monitoring`).filter((object) => object.kind === "PrometheusRule");
  return new Map(rules.map((rule) => [rule.metadata.name, rule.spec.groups]));
}

/** Environments with the same rules stand together, so that promtool judges each set once. */
export function environmentsByRules(): { names: string; environment: string }[] {
  const byRules = Map.groupBy(environments, (environment) => JSON.stringify([...ruleGroups(environment)]));
  return [...byRules.values()].map((same) => ({ names: same.join(" and "), environment: same[0] as string }));
}

/** Every alert of an environment. */
export function alerts(environment: string): Alert[] {
  return [...ruleGroups(environment).values()].flat().flatMap((group) => group.rules.filter((rule): rule is Alert => "alert" in rule));
}

/**
 * Writes each PrometheusRule as a rule file `<name>.yaml` into a new folder, with the unit tests beside them.
 *
 * @returns the folder; the caller removes it
 */
export function ruleFolder(environment: string): { path: string; ruleFiles: string[]; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "rules-"));
  const ruleFiles: string[] = [];
  for (const [name, groups] of ruleGroups(environment)) {
    writeFileSync(join(path, `${name}.yaml`), stringify({ groups }));
    ruleFiles.push(`${name}.yaml`);
  }
  for (const file of unitTestFiles()) {
    const text = readFileSync(join(unitTests, file), "utf8");
    writeFileSync(join(path, file), text.replaceAll("from-site/", `${repository.RUNBOOKS}/`));
  }
  return { path, ruleFiles, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function unitTestFiles(): string[] {
  return readdirSync(unitTests).filter((file) => file.endsWith(".test.yaml"));
}

/** Which alerts the unit tests expect to fire, and which to stay silent, at least once. */
export function covered(): { firing: Set<string>; silent: Set<string> } {
  const firing = new Set<string>();
  const silent = new Set<string>();
  for (const file of unitTestFiles()) {
    for (const test of parse(readFileSync(join(unitTests, file), "utf8")).tests) {
      for (const { alertname, exp_alerts } of test.alert_rule_test) (exp_alerts.length > 0 ? firing : silent).add(alertname);
    }
  }
  return { firing, silent };
}

/** Runs a program of Prometheus or Alertmanager; output is both streams, because they report on either. */
export function run(program: string, args: readonly string[], cwd: string): { status: number | null; stdout: string; output: string } {
  const result = spawnSync(which(program) ?? program, args, { cwd, encoding: "utf8" });
  return { status: result.status, stdout: result.stdout, output: result.stdout + result.stderr };
}
