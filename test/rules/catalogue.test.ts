import { readdirSync, readFileSync } from "node:fs";
import { join, parse } from "node:path";
import { describe, expect, test } from "vitest";
import { loadFileRules } from "../../scripts/discover/file-rules.ts";
import { RULES } from "../../scripts/model/api/index.ts";
import { readRules } from "../../scripts/policy/module.ts";
import { loadCatalogue } from "../../scripts/rules/catalogue.ts";
import { examplesOf } from "../../scripts/rules/examples.ts";
import { PAGES, pages } from "../../scripts/rules/pages.ts";
import { groupOfRule } from "../../scripts/rules/rule.ts";
import { ROOT, runCli } from "../support/cli.ts";
import { makeRepository } from "../support/repository.ts";

const catalogue = await loadCatalogue();
const GROUPS = join(ROOT, "scripts/rules/groups");

/** Every file of scripts/, with its text. */
const sources = readdirSync(join(ROOT, "scripts"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file, text: readFileSync(join(ROOT, "scripts", file), "utf8") }));

describe("the catalogue", () => {
  // The compiler lets a finding have only an id that ruleOf made; so these are all the places where an id can come from.
  test("has every id that a finding can have: ids are made only where it gathers them", () => {
    const makers = sources.filter(({ text }) => /import [^;]*\b(ruleOf|ruleTable)\b[^;]*\/rule\.ts"|as RuleId\b/.test(text)).map(({ file }) => file);
    const gathered = [
      "discover/file-rules.ts",
      "model/api/rule.ts",
      "policy/module.ts",
      "rules/rule.ts",
      ...readdirSync(GROUPS).map((file) => `rules/groups/${file}`),
    ];
    expect(makers.sort()).toEqual(gathered.sort());
    expect(sources.filter(({ text }) => text.includes("as RuleId")).map(({ file }) => file)).toEqual(["rules/rule.ts"]);
  });

  test("has no id twice", async () => {
    const groups = await Promise.all(readdirSync(GROUPS).map(async (file) => Object.values((await import(join(GROUPS, file))).default)));
    const count = Object.keys(readRules()).length + (await loadFileRules()).size + RULES.size + groups.flat().length;
    expect(catalogue.size).toBe(count);
  });

  test.each(readdirSync(GROUPS))("has the rules of groups/%s under the name of the file", async (file) => {
    const rules = Object.values<{ id: string }>((await import(join(GROUPS, file))).default);
    expect(rules.map(({ id }) => id.split("/")[0])).toEqual(rules.map(() => parse(file).name));
  });

  test.each([...catalogue.values()])("explains $id", ({ id, title, description, help, references }) => {
    expect(title).toMatch(/^.*[^.]$/);
    expect(description.trim()).toMatch(/\.$/s);
    expect(help).toMatch(/\.$/s);
    for (const url of references) expect(new URL(url).protocol).toBe("https:");
    if (groupOfRule({ id }) === "api") expect(references).not.toEqual([]);
  });
});

describe("the pages", () => {
  test.each([...pages(catalogue)])("%s is what the rules say; if not: npm run rules -- --write", (name, text) => {
    expect(readFileSync(join(ROOT, PAGES, name), "utf8")).toBe(text);
  });

  test("are those of the groups, and no others", () => {
    expect(readdirSync(join(ROOT, PAGES)).sort()).toEqual([...pages(catalogue).keys()].sort());
  });

  test("lead from the list to each rule, and from there to where it is written", () => {
    const text = readFileSync(join(ROOT, PAGES, "security.md"), "utf8");
    expect(readFileSync(join(ROOT, PAGES, "README.md"), "utf8")).toContain("[security/host-ports](security.md#host-ports)");
    expect(text.split("\n")).toContain("## host-ports");
    for (const [, link] of text.matchAll(/\[source\]\(([^)]+)\)/g)) expect(() => readFileSync(join(ROOT, PAGES, link as string))).not.toThrow();
  });
});

describe("the examples", () => {
  test("are the shortest fixtures, with the place marked, and never long", () => {
    const folder = makeRepository({
      "security/rule/bad-long.yaml": "spec:\n  a: 1\n  b: 2\n  hostPID: true # finding\n",
      "security/rule/bad-process.yaml": "spec:\n  hostPID: true # finding\n  other: 1 # finding: security/other\n# finding without a line\n",
      "security/rule/ok-own.yaml": `spec:\n${"  hostPID: false\n".repeat(40)}`,
      "security/rule/ok-folder/app.yaml": "spec: {}\n",
    });
    const expected = { avoid: "spec:\n  hostPID: true # here\n  other: 1" };
    expect(examplesOf("security/rule", folder)).toEqual(expected);
    expect(examplesOf("security/without", folder)).toEqual({});
  });

  test("stand on the pages", () => {
    expect(pages(catalogue).get("security.md")).toMatch(/Avoid:\n\n```yaml\n[^`]+hostPID: true # here\n```\n\nPrefer:\n\n```yaml\n[^`]+hostPID: false\n```/);
  });
});

describe("npm run rules", () => {
  test("lists every rule, without Go", async () => {
    const { stdout, status } = await runCli("rules", [], { env: { PATH: "/nonexistent" } });
    expect(status).toBe(0);
    expect(stdout.trim().split("\n")).toHaveLength(catalogue.size);
    expect(stdout).toMatch(/^security\/privileged +error +No privileged containers$/m);
    expect(stdout).toMatch(/^api\/rbac-subject +error +Name a ServiceAccount with its namespace/m);
  });

  test("knows which id is meant", async () => {
    const { stderr, status } = await runCli("rules", ["security/priviledged"]);
    expect({ stderr, status }).toEqual({ status: 2, stderr: 'rules: there is no rule "security/priviledged", did you mean "security/privileged"?\n' });
  });
});
