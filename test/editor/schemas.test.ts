import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../support/cli.ts";

const MODELINE = /^# yaml-language-server: \$schema=(\S+)$/m;

/** The YAML files that people edit and that are no Kubernetes objects. */
const edited = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "gitops.yaml", "policies/*.yaml", "policies/**/*.yaml"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .trim()
  .split("\n")
  .filter((file) => existsSync(join(ROOT, file)) && !file.includes("/."));

const schemaOf = (file: string) => {
  const [, path] = MODELINE.exec(readFileSync(join(ROOT, file), "utf8")) ?? [];
  return path && join(dirname(join(ROOT, file)), path);
};

test("there are such files", () => {
  expect(edited).toEqual(expect.arrayContaining(["gitops.yaml", "policies/exceptions.yaml", "policies/data/budgets.yaml"]));
});

describe.each(edited)("%s", (file) => {
  const schema = schemaOf(file);

  test("names its own schema on the first line, for editors", () => {
    expect(readFileSync(join(ROOT, file), "utf8").split("\n")[0]).toMatch(MODELINE);
    expect(schema && relative(ROOT, schema)).toBe(file === "gitops.yaml" ? "schemas/gitops.json" : `schemas/data/${basename(file, ".yaml")}.json`);
  });

  test("is as that schema says", () => {
    const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
    formats.default(ajv);
    ajv.addKeyword("x-adds"); // Read by the loader of policies/data.
    const validate = ajv.compile(JSON.parse(readFileSync(schema as string, "utf8")));
    // An empty list of exceptions is an empty file.
    const value = parse(readFileSync(join(ROOT, file), "utf8")) ?? [];
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ no_such_field: 1 })).toBe(false);
  });

  test("has a schema that explains its fields where they are typed", () => {
    const { properties, items } = JSON.parse(readFileSync(schema as string, "utf8"));
    const fields = Object.entries<{ description?: string; $ref?: string }>(properties ?? items.properties);
    expect(fields.filter(([, field]) => !field.description && !field.$ref).map(([name]) => name)).toEqual([]);
  });
});

test("no schema is left over", () => {
  const used = edited.map((file) => basename(schemaOf(file) ?? ""));
  expect(readdirSync(join(ROOT, "schemas/data")).filter((name) => !used.includes(name))).toEqual([]);
});
