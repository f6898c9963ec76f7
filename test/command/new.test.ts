import { execFile } from "node:child_process";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { readFixture } from "../../scripts/fixtures/fixture.ts";
import { goVersion, programPath } from "../../scripts/go.ts";
import { ROOT, runCli } from "../support/cli.ts";
import { have } from "../support/programs.ts";
import { makeRepository } from "../support/repository.ts";

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
