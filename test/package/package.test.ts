import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MANIFEST } from "../../scripts/toolchain.ts";
import { ROOT, runCli } from "../support/cli.ts";
import { kustomization } from "../support/repository.ts";

const run = promisify(execFile);

/** One mistake for each stage that looks: files, what renders, each object's model, the API's own rules, the policies. */
const MISTAKES: readonly (readonly [file: string, from: string, to: string])[] = [
  ["web/web.yaml", "runAsNonRoot: true", "runAsNonRoot: false"],
  ["web/web.yaml", "containerPort: 8080", "containerPort: 70000"],
  ["web/cache.yaml", "replicas:", "replicaz:"],
];

describe("the package", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "package-")));
  const [foreign, empty] = ["foreign", "empty"].map((name) => join(folder, name)) as [string, string];
  let tarball: string;

  /** As `npx` runs it in a folder where nothing else is. */
  const npx = (...args: string[]) =>
    run("npx", ["--no-install", MANIFEST.name, ...args], { cwd: empty }).then(
      ({ stdout, stderr }) => ({ status: 0, stdout, stderr }),
      ({ code, stdout, stderr }) => ({ status: code as number, stdout: stdout as string, stderr: stderr as string }),
    );

  beforeAll(async () => {
    mkdirSync(empty);
    cpSync(`${ROOT}test/fixtures/world`, foreign, { recursive: true });
    for (const [file, from, to] of MISTAKES) {
      const text = readFileSync(join(foreign, file), "utf8");
      expect(text, file).toContain(from);
      writeFileSync(join(foreign, file), text.replace(from, to));
    }
    mkdirSync(join(foreign, "settings"));
    writeFileSync(join(foreign, "settings/kustomization.yaml"), kustomization({ resources: ["missing.yaml"] }));
    const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: ROOT });
    tarball = join(folder, `${MANIFEST.name}-${MANIFEST.version}.tgz`);
    expect(stdout).toContain(`${MANIFEST.name}-${MANIFEST.version}.tgz`);
    await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball], { cwd: empty });
  }, 600_000);

  afterAll(() => rm(folder, { recursive: true, force: true }), 120_000);

  test("has nothing in it that publint warns of", async () => {
    const { stdout } = await run(join(ROOT, "node_modules/.bin/publint"), ["run", tarball, "--strict"]);
    expect(stdout).toContain("All good!");
  });

  test("holds JavaScript and what it reads, and nothing of this repository's desired state or tests", async () => {
    const { stdout } = await run("tar", ["-tzf", tarball]);
    const files = stdout.trim().split("\n");
    expect(files.filter((file) => /\.ts$|^package\/(build\/)?(apps|clusters|test\/(?!fixtures\/world)|application)\//.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["package/build/policies/dist/policy.wasm", "package/build/schemas/gitops.json", "package/LICENSE"]));
  });

  test("finds in a foreign tree what the checkout finds there, at the same lines", async () => {
    const args = ["--format", "json", "--profile", "strict", "--no-cache", foreign];
    const [packed, checkout] = [await npx("validate", ...args), await runCli("validate", args)];
    const { findings } = JSON.parse(packed.stdout) as { findings: { rule: string }[] };
    expect(packed.status).toBe(1);
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["security/run-as-non-root", "model/unknown-field", "api/container-ports", "input/kustomization"]),
    );
    expect(findings).toEqual(JSON.parse(checkout.stdout).findings);
  });

  test("offers what works without a checkout, by the name that it is called by", async () => {
    const { stdout, stderr } = await npx("--help");
    expect(stderr).toBe("");
    expect(stdout).toContain(`Usage: npx ${MANIFEST.name} <command> [options]`);
    expect(stdout).toContain("  validate ");
    expect(stdout).not.toMatch(/ {2}cluster /);
    expect((await npx("cluster", "up")).status).toBe(2);
    expect((await npx("rules", "security/host-ports")).stdout).toContain("security/host-ports");
  });
});
