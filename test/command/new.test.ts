import { execFile } from "node:child_process";
import { cpSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { readFixture } from "../../scripts/fixtures/fixture.ts";
import { goVersion, programPath } from "../../scripts/go.ts";
import { ROOT, runCli } from "../support/cli.ts";
import { Copy } from "../support/copy.ts";
import { have } from "../support/programs.ts";
import { renderedAt } from "../support/rendered.ts";
import { configMap, kustomization, makeRepository } from "../support/repository.ts";

const run = promisify(execFile);

/** The pinned OPA or Regal, where `npm run policies` has built it. */
async function built(name: "opa" | "regal"): Promise<string | undefined> {
  const program = { name, module: join(ROOT, "tools", name), package: `github.com/open-policy-agent/${name}` };
  const version = have("go") ? await goVersion(program.module) : undefined;
  const path = version && programPath(program, version);
  if (path && existsSync(path)) return path;
  process.stderr.write(`SKIPPED: a new policy is not held to ${name}, which npm run policies has not built\n`);
  return undefined;
}

const [opa, regal] = [await built("opa"), await built("regal")];

describe.each(["security/made-up", "transition/made-up-a-second-time"])("npm run new -- policy %s", (id) => {
  const create = async () => {
    const root = makeRepository({});
    return { root, ...(await runCli("new", ["-C", root, "policy", id])) };
  };

  test("writes a rule, its test and its fixtures", async () => {
    const { root, status, stdout } = await create();
    expect(status).toBe(0);
    expect(stdout).toContain(`npm run policies -- -C ${root}`);
    expect(readFileSync(join(root, `policies/${id}.rego`), "utf8")).toContain(`package rules.${id.replace("/", '["')}"]\n`);
    expect(readFixture(join(root, `test/fixtures/${id}/bad-refused.yaml`)).marks).toHaveLength(1);
    expect(readFixture(join(root, `test/fixtures/${id}/ok-accepted.yaml`)).marks).toEqual([]);
  });

  test.skipIf(!opa || !regal)("is formatted, typed, tested and linted as it stands", async () => {
    const { root } = await create();
    const rego = [`policies/${id}.rego`, `policies/${id}_test.rego`];
    cpSync(join(ROOT, "policies/lib"), join(root, "policies/lib"), { recursive: true });
    cpSync(join(ROOT, "policies/.regal"), join(root, "policies/.regal"), { recursive: true });
    const at = { cwd: root };
    await run(opa as string, ["fmt", "--list", "--fail", ...rego], at);
    await run(opa as string, ["check", "--strict", "--schema", join(ROOT, "schemas/policies/input.json"), "policies/lib", ...rego], at);
    const { stdout } = await run(opa as string, ["test", "policies/lib", ...rego, "--run", "made-up"], at);
    expect(stdout).toContain("PASS: 2/2");
    await run(regal as string, ["lint", "policies"], at);
  });

  test("overwrites nothing", async () => {
    const { root } = await create();
    const { status, stderr } = await runCli("new", ["-C", root, "policy", id]);
    expect(status).toBe(2);
    expect(stderr).toContain(`new: policies/${id}.rego`);
    expect(stderr).toContain("is there already; nothing was written");
  });
});

test.each(["Security/x", "security", "security/x/y", "../x/y", "security/x_y"])("no policy can be called %s", async (id) => {
  const root = makeRepository({});
  const { status, stderr } = await runCli("new", ["-C", root, "policy", id]);
  expect(status).toBe(2);
  expect(stderr).toContain(`"${id}" is no id of a rule: it is <group>/<rule>`);
  expect(existsSync(join(root, "policies"))).toBe(false);
});

/** A copy of this repository's desired state, which goes with the test. */
function copy(): string {
  const copied = new Copy();
  onTestFinished(() => copied.remove());
  return copied.root;
}

describe("npm run new -- app", () => {
  test("writes trees, an Application and a project for each environment of this repository, valid at once", async () => {
    const root = copy();
    const { status, stdout } = await runCli("new", ["-C", root, "app", "notes"]);
    expect([status, stdout]).toEqual([0, expect.stringContaining("clusters/staging/projects/notes.yaml")]);
    const validated = await runCli("validate", ["--all", "--fail-on", "warning", root]);
    expect({ status: validated.status, output: validated.status === 0 ? "" : validated.stdout + validated.stderr }).toEqual({ status: 0, output: "" });
    const rendered = renderedAt(join(root, "clusters/production")).filter(({ metadata }) => metadata.name === "notes");
    expect(rendered.map(({ kind }) => kind).sort()).toEqual(["AppProject", "Application"]);
    expect((await runCli("new", ["-C", root, "app", "notes"])).stderr).toContain("is there already; nothing was written");
  });

  test("follows another layout, without Argo CD", async () => {
    const root = makeRepository({
      "web/base/kustomization.yaml": kustomization({ resources: ["settings.yaml"] }),
      "web/base/settings.yaml": configMap("settings"),
      "web/overlays/staging/kustomization.yaml": kustomization({ resources: ["../../base"] }),
    });
    expect((await runCli("new", ["-C", root, "app", "notes"])).status).toBe(0);
    expect(renderedAt(join(root, "notes/overlays/staging")).map(({ kind }) => kind)).toEqual(["Namespace", "NetworkPolicy"]);
    expect((await runCli("validate", [root, "--fail-on", "warning"])).status).toBe(0);
  });

  test("says so where nothing shows how applications are laid out", async () => {
    const root = makeRepository({ "a.yaml": configMap("a") });
    const { status, stderr } = await runCli("new", ["-C", root, "app", "notes"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("no application shows how they are laid out")]);
  });
});

describe("npm run new -- environment", () => {
  test("makes an environment of another, its budget too, valid at once", async () => {
    const root = copy();
    const { status } = await runCli("new", ["-C", root, "environment", "canary", "--like", "staging"]);
    expect(status).toBe(0);
    const validated = await runCli("validate", ["--all", "--fail-on", "warning", root]);
    expect({ status: validated.status, output: validated.status === 0 ? "" : validated.stdout + validated.stderr }).toEqual({ status: 0, output: "" });
    expect(validated.stdout).toContain("trees of canary, production and staging");
    const { environments } = parse(readFileSync(join(root, "policies/data/budgets.yaml"), "utf8"));
    expect(environments.canary).toEqual(environments.staging);
    expect(readFileSync(join(root, "clusters/canary/applications/redis.yaml"), "utf8")).not.toMatch(/\bstaging\b/);
  });

  test.each([
    ["staging", "staging", 'there is an environment "staging" already'],
    ["canary", "nowhere", 'there is no environment "nowhere" to make it like; there is production, staging'],
    ["../x", "staging", '"../x" is no name of an environment'],
  ])("refuses %s like %s", async (name, like, said) => {
    const root = copy();
    const { status, stderr } = await runCli("new", ["-C", root, "environment", name, "--like", like]);
    expect([status, stderr]).toEqual([2, expect.stringContaining(said)]);
  });
});

test("npm run new -- format writes a format and a test that passes", async () => {
  const root = makeRepository({});
  const files = ["scripts", "policies", "schemas", "tools", "test/support", "test/fixtures/world", "package.json", "package-lock.json", "vitest.config.ts"];
  for (const file of files) cpSync(join(ROOT, file), join(root, file), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
  const { status } = await runCli("new", ["-C", root, "format", "made-up"]);
  expect(status).toBe(0);
  const vitest = [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "test/report/formats/made-up.test.ts"];
  const { stdout } = await run(process.execPath, vitest, { cwd: root, env: { ...process.env, NO_COLOR: "1" } });
  expect(stdout).toMatch(/Tests +1 passed/);
}, 120_000);
