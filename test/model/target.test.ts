import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { KUBERNETES, readConfig } from "../../scripts/config.ts";
import { goVersion, programPath } from "../../scripts/go.ts";
import { notOfTarget } from "../../scripts/model/target.ts";
import { ROOT } from "../support/cli.ts";
import { runHere } from "../support/in-process.ts";
import { have } from "../support/programs.ts";
import { makeRepository } from "../support/repository.ts";

const TABLE = join(ROOT, "policies/data/api_versions.yaml");
const table = parse(readFileSync(TABLE, "utf8")) as { known: string; versions: Record<string, Record<string, Record<string, string>>> };
const minor = (version: string) => Number(version.split(".")[1]);

describe("the version of Kubernetes", () => {
  test("is one: of the models' oracle, of the default target, of this repository's; and the table of API versions knows it", async () => {
    const modules = readFileSync(join(ROOT, "tools/control-plane/go.mod"), "utf8");
    expect(/^\s*k8s\.io\/kubernetes v(\d+\.\d+)\./m.exec(modules)?.[1]).toBe(KUBERNETES);
    expect((await readConfig(ROOT)).config.versions.kubernetes).toBe(KUBERNETES);
    expect(minor(table.known)).toBeGreaterThanOrEqual(minor(KUBERNETES));
  });

  test.each([
    ["1.36", []],
    ["1.34", ["fields that came or went between Kubernetes 1.34, the target, and 1.36, of which the models are"]],
    [
      "1.99",
      [
        "fields that came or went between Kubernetes 1.99, the target, and 1.36, of which the models are",
        "API versions after Kubernetes 1.37, the last that the table of them knows",
      ],
    ],
  ])("that is asked for, %s, is said where the models or the table know another", (kubernetes, expected) => {
    expect(notOfTarget({ versions: { kubernetes, argocd: "3.5" } }, { api_versions: { known: "1.37" } })).toEqual(expected);
  });

  test("is said in the run", async () => {
    const root = makeRepository({ "gitops.yaml": 'versions: {kubernetes: "1.34"}\n', "a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n" });
    expect((await runHere("validate", [root])).stdout).toContain("not checked: fields that came or went between Kubernetes 1.34, the target, and 1.36");
  });
});

describe("the table of API versions", () => {
  const program = { name: "api-lifecycle", module: join(ROOT, "tools/api-lifecycle"), package: "." };

  test("names what takes the place of each version that is gone by the last version known, or is of no successor yet", () => {
    const gone = Object.entries(table.versions).flatMap(([apiVersion, kinds]) =>
      Object.entries(kinds)
        .filter(([, { removed, replacement }]) => removed && minor(removed) <= minor(table.known) && !replacement)
        .map(([kind]) => `${apiVersion} ${kind}`),
    );
    expect(gone).toEqual([]);
  });

  test("is what the Go types of the API say, where the program that asks them is built", async (context) => {
    const version = have("go") ? await goVersion(program.module) : undefined;
    const path = version && programPath(program, version);
    if (!path || !existsSync(path)) return context.skip("tools/api-lifecycle is not built");
    expect(execFileSync(path, { encoding: "utf8" })).toBe(readFileSync(TABLE, "utf8"));
  });
});
