import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { have } from "../support/programs.ts";
import { alerts, covered, environments, environmentsByRules, ruleFolder, run, unitTestFiles } from "./prometheus-rules.ts";

describe.each(environments)("alerts of %s", (environment) => {
  const all = alerts(environment);

  it("are there, each under a name of its own", () => {
    expect(all.length).toBeGreaterThan(40);
    expect(new Set(all.map(({ alert }) => alert)).size).toBe(all.length);
  });

  it("each have a firing and a silent unit test", () => {
    const { firing, silent } = covered();
    expect(all.map(({ alert }) => alert).filter((name) => !firing.has(name))).toEqual([]);
    expect(all.map(({ alert }) => alert).filter((name) => !silent.has(name))).toEqual([]);
  });

  it("are the only ones that unit tests speak of", () => {
    const names = new Set(all.map(({ alert }) => alert));
    const { firing, silent } = covered();
    expect([...firing, ...silent].filter((name) => !names.has(name))).toEqual([]);
  });
});

describe.skipIf(!have("promtool")).each(environmentsByRules())("promtool on the rules of $names", ({ environment }) => {
  let folder: ReturnType<typeof ruleFolder>;
  beforeAll(() => {
    folder = ruleFolder(environment);
  });
  afterAll(() => folder.remove());

  it("accepts every rule file", () => {
    const { status, output } = run("promtool", ["check", "rules", ...folder.ruleFiles], folder.path);
    expect(output).not.toContain("FAILED");
    expect(status).toBe(0);
  });

  it.each(unitTestFiles())("passes %s", (file) => {
    const { status, output } = run("promtool", ["test", "rules", file], folder.path);
    expect(output).toContain("SUCCESS");
    expect(status).toBe(0);
  });

  it("would not pass with a threshold that is wrong", () => {
    const file = `${folder.path}/cost-limits.yaml`;
    const original = readFileSync(file, "utf8");
    writeFileSync(file, original.replace('"100"', '"150"'));
    const { status } = run("promtool", ["test", "rules", "cost.test.yaml"], folder.path);
    writeFileSync(file, original);
    expect(original).toContain('"100"');
    expect(status).not.toBe(0);
  });
});
