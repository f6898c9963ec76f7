import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import type { Report } from "../../scripts/report/summary.ts";
import { ROOT, runCli } from "../support/cli.ts";
import { runHere } from "../support/in-process.ts";
import { application, configMap, kustomization, makeRepository } from "../support/repository.ts";

const CONFIG = configMap("settings").replace("metadata:", "metadata:\n  namespace: web");

/** An app with two overlays and no other problem than the one a test adds. */
const repository = (base = CONFIG) => ({
  "apps/base/web/kustomization.yaml": kustomization({ resources: ["config.yaml"] }),
  "apps/base/web/config.yaml": base,
  "apps/staging/web/kustomization.yaml": kustomization({ resources: ["../../base/web"] }),
  "apps/production/web/kustomization.yaml": kustomization({ resources: ["../../base/web"] }),
});

async function json(args: readonly string[]): Promise<Report & { status: number | null }> {
  const { stdout, stderr, status } = await runHere("validate", ["--format", "json", ...args]);
  expect(stderr).toBe("");
  return { ...JSON.parse(stdout), status };
}

afterEach(() => vi.unstubAllEnvs());

describe("validate", () => {
  test("finds nothing wrong with this repository, and looked at all of it", async () => {
    const { summary, findings, status } = await json([]);
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(status).toBe(0);
    expect(summary.environments).toEqual(["production", "staging"]);
    expect(summary.objects).toBeGreaterThan(200);
    expect(summary.policies).toBeGreaterThan(100);
    expect(summary.excepted).toBe(0);
  });

  test("runs on any directory of kustomizations", async () => {
    const { summary, findings } = await json([makeRepository(repository())]);
    expect([summary.environments, summary.trees, summary.objects]).toEqual([["production", "staging"], 2, 2]);
    expect(findings.filter(({ rule }) => rule.startsWith("model/") || rule.startsWith("api/"))).toEqual([]);
  });

  test("runs on plain manifests", async () => {
    const { summary } = await json([makeRepository({ "one.yaml": CONFIG, "deep/two.yml": `${CONFIG}---\n${CONFIG.replace("settings", "more")}` })]);
    expect([summary.trees, summary.objects, summary.kustomize]).toEqual([2, 3, undefined]);
  });

  test("judges one environment alone", async () => {
    const { summary, findings } = await json(["--env", "staging", makeRepository(repository(CONFIG.replace("\ndata:", "\ndta:")))]);
    expect([summary.environments, summary.objects]).toEqual([["staging"], 1]);
    expect(findings.map(({ environment, rule }) => [environment, rule])).toContainEqual(["staging", "model/unknown-field"]);
  });

  test("says where a base's mistake is, once for each environment", async () => {
    const { findings, status } = await json([makeRepository(repository(CONFIG.replace("\ndata:", "\ndta:")))]);
    const unknown = findings.filter(({ rule }) => rule === "model/unknown-field");
    expect(unknown.map(({ environment, source }) => [environment, source?.file, source?.line])).toEqual([
      ["production", "apps/base/web/config.yaml", 6],
      ["staging", "apps/base/web/config.yaml", 6],
    ]);
    expect(status).toBe(1);
  });

  test("names an object that nothing knows", async () => {
    const { findings, status } = await json([makeRepository({ "a.yaml": "apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: x\n" })]);
    const [finding] = findings.filter(({ rule }) => rule === "model/unknown-kind");
    expect([finding?.message, finding?.source?.line, status]).toEqual(["nothing here knows example.com/v1 Thing, so it was not checked", 2, 0]);
  });

  test("takes a kind's schema from the repository itself", async () => {
    const thing = "apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: x\nsize: large\n";
    const schema = { type: "object", additionalProperties: false, properties: { apiVersion: {}, kind: {}, metadata: {}, size: { enum: ["small"] } } };
    const { findings } = await json([makeRepository({ "a.yaml": thing, "schemas/kinds/example.com/v1/Thing.json": JSON.stringify(schema) })]);
    expect(findings.map(({ message }) => message)).toContain('must be one of "small", found "large"');
  });

  test("checks kustomization files against their schema, at the line", async () => {
    const root = makeRepository({ "kustomization.yaml": "resources:\n  - a.yaml\nopenapi:\n  path: 5\n", "a.yaml": CONFIG });
    const { findings } = await json([root]);
    expect(findings.map(({ rule, source }) => `${rule} ${source?.file}:${source?.line}`)).toContain("model/schema kustomization.yaml:4");
  });

  test("lets warnings pass, unless asked not to", async () => {
    const root = makeRepository(repository());
    const { findings } = await json([root]);
    const worst = findings.some(({ severity }) => severity === "error") ? 1 : 0;
    expect((await runHere("validate", [root])).status).toBe(worst);
    const warned = findings.some(({ severity }) => severity !== "info") ? 1 : 0;
    expect((await runHere("validate", ["--fail-on", "warning", root])).status).toBe(warned);
  });

  test("answers the same from its cache, and again when a file changes", async () => {
    vi.stubEnv("XDG_CACHE_HOME", makeRepository({}));
    const files = repository();
    const root = makeRepository(files);
    const run = async () => ({ ...(await json([root])), summary: undefined });
    const first = await run();
    expect(await run()).toEqual(first);
    writeFileSync(join(root, "apps/base/web/config.yaml"), files["apps/base/web/config.yaml"].replace("\ndata:", "\ndta:"));
    expect((await run()).findings.map(({ rule }) => rule)).toContain("model/unknown-field");
  });

  test("does not believe its cache when a schema of the repository changes", async () => {
    vi.stubEnv("XDG_CACHE_HOME", makeRepository({}));
    const schema = (size: string) => JSON.stringify({ type: "object", properties: { size: { enum: [size] } } });
    const file = "schemas/kinds/example.com/v1/Thing.json";
    const root = makeRepository({ "a.yaml": "apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: x\nsize: large\n", [file]: schema("large") });
    const wrong = async () => (await json([root])).findings.filter(({ path }) => path === "/size").length;
    expect(await wrong()).toBe(0);
    writeFileSync(join(root, file), schema("small"));
    expect(await wrong()).toBe(1);
  });

  test("compares the Kustomize on PATH with the one Argo CD bundles", async () => {
    const bin = makeRepository({
      kustomize: '#!/bin/sh\n[ "$1" = version ] && echo v5.8.1 && exit\necho "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}"\n',
    });
    chmodSync(join(bin, "kustomize"), 0o755);
    const env = { PATH: `${bin}:/usr/bin:/bin`, XDG_CACHE_HOME: makeRepository({}) };
    const { stdout } = await runCli("validate", [makeRepository(repository())], { env });
    expect(stdout).toContain("rendered by kustomize 5.8.1, as Argo CD 3.5 bundles");
  });

  test("writes nothing into the repository", async () => {
    const root = makeRepository(repository());
    const files = () => readdirSync(root, { recursive: true }).sort();
    const before = files();
    expect((await json([root])).summary.objects).toBe(2);
    expect(files()).toEqual(before);
  });

  test("an Application whose path is not there, and an overlay that nothing deploys", async () => {
    const { findings } = await json([
      makeRepository({
        ...repository(),
        "clusters/staging/web.yaml": application("web", "apps/staging/wbe"),
        "clusters/production/web.yaml": application("web", "apps/production/web"),
      }),
    ]);
    const found = findings.filter(({ rule }) => rule.startsWith("applications/")).map(({ rule, source }) => `${rule} ${source?.file}:${source?.line}`);
    expect(found).toEqual(
      ["applications/path-exists clusters/staging/web.yaml:11", "applications/overlay-deployed-once apps/staging/web/kustomization.yaml:1"].sort(),
    );
  });

  test.each([
    ["--version", `${manifest.version}\n`],
    ["--help", "Usage: npm run validate --"],
  ])("%s", async (flag, expected) => {
    const { stdout, status } = await runCli("validate", [flag], { cwd: ROOT });
    expect([stdout.includes(expected), status]).toEqual([true, 0]);
  });
});
